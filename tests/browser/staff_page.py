"""A signed-in user of the admin in a browser, with the number of clicks that a task takes."""

from contextlib import contextmanager

from tests.browser.browser_page import open_browser_page

WIDTH = 1366
PASSWORD = "mật khẩu của cán bộ"


class StaffPage:
    """An admin page in a browser; counts clicks and filled fields since the last `reset_counts()`."""

    def __init__(self, browser_page):
        self.browser_page, self.page = browser_page, browser_page.page
        self.clicks = self.fields = 0

    def reset_counts(self):
        self.clicks = self.fields = 0

    def click(self, target):
        self.clicks += 1
        target.click()

    def follow(self, name, *, exact=True):
        """Click a link or button in the content of the page."""
        content = self.page.locator("#content")
        self.click(content.get_by_role("link", name=name, exact=exact).or_(content.get_by_role("button", name=name, exact=exact)))

    def add_record(self, verbose_name):
        """Open an add form from the index page."""
        self.page.goto(f"{self.browser_page.server}/quan-tri/")
        self.reset_counts()
        row = self.page.locator("#content-main li").filter(has=self.page.get_by_role("link", name=verbose_name, exact=True))
        self.click(row.get_by_role("link", name="Thêm"))

    def type_into(self, name, text):
        """Fill the field `name`."""
        self.fields += 1
        self.page.locator(f"[name={name!r}]").fill(text)

    def expand(self, group):
        """Open a collapsed fieldset."""
        self.click(self.page.locator("summary:visible").filter(has_text=group))

    def select(self, name, label):
        """Select an option of the field `name`."""
        self.clicks += 1
        self.page.locator(f"select[name={name!r}]").select_option(label=label)

    def choose(self, name, label):
        """Choose one of the radio buttons of the field `name`."""
        self.click(self.page.locator(f".field-{name}").get_by_label(label, exact=True))

    def select_suggestion(self, name, text, label):
        """Type `text` into the autocomplete field `name` and select the suggestion `label`."""
        self.click(self.page.locator(f"select[name={name!r}] + .select2 .select2-selection"))
        self.fields += 1
        self.page.keyboard.type(text)
        self.click(self.page.get_by_role("option", name=label, exact=True).or_(self.page.get_by_role("treeitem", name=label)))

    def attach_files(self, target, *files):
        """Choose files in a file input."""
        self.clicks += 1
        target.set_input_files(files)

    def wait_for_focus(self, selector):
        self.page.locator(f"{selector}:focus").wait_for()

    def field_errors(self):
        """{field: messages} for a form with errors."""
        self.page.locator(".errornote").wait_for()
        error_lists = self.page.locator(".errorlist[id]").all()
        return {
            error_list.get_attribute("id").removeprefix("id_").removesuffix("_error"): error_list.locator("li").all_inner_texts()
            for error_list in error_lists
        }


@contextmanager
def sign_in(chromium, server, user):
    """A StaffPage of `user`, who signs in with a password."""
    user.set_password(PASSWORD)
    user.save()
    with open_browser_page(chromium, server, width=WIDTH) as browser_page:
        browser_page.open("/quan-tri/login/")
        staff = StaffPage(browser_page)
        staff.type_into("username", user.username)
        staff.type_into("password", PASSWORD)
        staff.click(staff.page.get_by_role("button", name="Đăng nhập"))
        staff.page.wait_for_url("**/quan-tri/")
        yield staff
