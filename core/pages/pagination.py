"""Pages of a long list."""

from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator


class NearestPages(Paginator):
    """Answers a page number that is none with the nearest page: below one the first, beyond the end the last."""

    def get_page(self, number):
        try:
            return self.page(number)
        except PageNotAnInteger:
            return self.page(1)
        except EmptyPage:
            return self.page(self.num_pages if int(number) > 0 else 1)
