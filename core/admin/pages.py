"""What the pages of all records share: what is wrong is told on top."""

from core.admin.faults import faults_of_record, files_let_go


class RecordPage:
    """The page on which a record is written."""

    def render_change_form(self, request, context, *args, **kwargs):
        """With a summary of what is wrong, each fault a link to its field, in place of the framework's one line."""
        if context["errors"]:
            forms = context["adminform"].form, context["inline_admin_formsets"]
            context |= {"errors": [], "faults": list(faults_of_record(*forms)), "files_let_go": list(files_let_go(*forms))}
        return super().render_change_form(request, context, *args, **kwargs)
