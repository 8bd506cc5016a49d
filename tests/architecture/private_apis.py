"""The private and undocumented APIs of Django and of other libraries that this project uses.

Django keeps its documented APIs stable and announces their changes; it does not for these. `test_private_apis.py` checks
each entry, so that an upgrade names what it breaks, and fails for a private use that is not listed here.
"""

from dataclasses import dataclass

OPTIONS = "django.contrib.admin.options"
MODEL_ADMIN = f"{OPTIONS}.ModelAdmin"
UTILS = "django.contrib.admin.utils"
FILTERS = "django.contrib.admin.filters"
HELPERS = "django.contrib.admin.helpers"
WIDGETS = "django.contrib.admin.widgets"
SITE = "django.contrib.admin.sites.AdminSite"
VIEWS = "django.contrib.admin.views"
CHANGE_LIST = f"{VIEWS}.main.ChangeList"
FORMS = "django.forms"


@dataclass(frozen=True)
class PrivateApi:
    """One private API: its dotted name, our files that use it, and what for."""

    name: str
    used_in: tuple[str, ...]
    reason: str
    called_in: str = ""  # the dotted name of the library's code that calls, sets or reads it
    mentions: tuple[str, ...] = ()  # what the source of `called_in` contains; by default the last part of `name`
    signature: str = ""  # of a function that we call, as `inspect.signature` prints it

    @property
    def last_name(self) -> str:
        return self.name.rpartition(".")[2]


CHANGE_LIST_ATTRIBUTES = {
    "date_hierarchy": "the model field of the date hierarchy",
    "filter_params": "the parameters of the filters, each with a list of values",
    "lookup_opts": "the options of the model",
    "model_admin": "the ModelAdmin of the list",
    "opts": "the options of the model",
    "params": "the parameters, each with one value",
    "query": "the search text",
    "root_queryset": "the rows before any filter",
}

# Two or three lines an entry, so that one can compare the entries.
# fmt: off
PRIVATE_APIS = (
    # Forms and form fields
    PrivateApi(f"{FORMS}.models.BaseModelForm._get_validation_exclusions", ("core/records/forms.py", "resolutions/forms.py"),
        "constraints over model fields that the form lacks are checked too",
        called_in=f"{FORMS}.models.BaseModelForm._post_clean"),
    PrivateApi(f"{FORMS}.models.BaseModelForm._post_clean",
        ("core/records/forms.py", "core/admin/forms.py", "resolutions/forms.py"),
        "the place after Django has validated the instance", called_in=f"{FORMS}.forms.BaseForm.full_clean"),
    PrivateApi(f"{FORMS}.models.BaseModelForm._update_errors", ("core/records/forms.py",),
        "adds the errors of constraints as Django adds those of the model", signature="(self, errors)"),
    PrivateApi(f"{FORMS}.models.ModelMultipleChoiceField._check_values", ("core/admin/related_fields.py",),
        "refuses values that are no primary keys before the database is queried",
        called_in=f"{FORMS}.models.ModelMultipleChoiceField.clean"),
    PrivateApi(f"{FORMS}.models.InlineForeignKeyField", ("core/records/forms.py",), "recognises the form of an inline",
        called_in=f"{FORMS}.models.BaseInlineFormSet.add_fields"),
    PrivateApi(f"{FORMS}.models.BaseInlineFormSet.fk", ("core/admin/inlines.py",),
        "the foreign key to the parent, whose value a new row does not have yet",
        called_in=f"{FORMS}.models.inlineformset_factory", mentions=("FormSet.fk = fk",)),
    PrivateApi(f"{FORMS}.formsets.BaseFormSet._should_delete_form", ("core/admin/form_errors.py",),
        "the errors of rows that will be deleted are not listed", called_in=f"{FORMS}.formsets.BaseFormSet.full_clean",
        signature="(self, form)"),
    PrivateApi(f"{FORMS}.formsets.BaseFormSet.default_error_messages", ("core/admin/inlines.py",),
        "one message in other words", called_in=f"{FORMS}.formsets.BaseFormSet.__init__",
        mentions=('"default_error_messages"',)),
    PrivateApi(f"{FORMS}.fields.Field.empty_values", ("core/vietnamese/forms.py",), "an empty value is not formatted",
        called_in=f"{FORMS}.fields.Field.validate", mentions=("self.empty_values",)),
    PrivateApi(f"{FORMS}.fields.Field.prepare_value", ("core/vietnamese/forms.py",), "formats a stored value for the input",
        called_in=f"{FORMS}.boundfield.BoundField.value"),
    PrivateApi(f"{FORMS}.fields.Field.widget_attrs", ("core/vietnamese/forms.py",), "adds the attribute inputmode",
        called_in=f"{FORMS}.fields.Field.__init__"),
    PrivateApi(f"{FORMS}.widgets.Widget.supports_microseconds", ("core/vietnamese/forms.py",),
        "microseconds are no change of a datetime", called_in=f"{FORMS}.forms.BaseForm.get_initial_for_field"),
    PrivateApi("django.core.exceptions.ValidationError.error_dict", ("core/records/forms.py",), "the errors by field",
        called_in="django.core.exceptions.ValidationError.__init__", mentions=("self.error_dict =",)),
    PrivateApi("django.core.exceptions.ValidationError.update_error_dict", ("core/records/models.py",),
        "collects the errors by field as Model.full_clean does", called_in="django.db.models.base.Model.full_clean",
        signature="(self, error_dict)"),
    # Models and files
    PrivateApi("django.db.models.base.Model.from_db", ("resolutions/models/votes.py",),
        "remembers whether the result of a vote follows from its numbers",
        called_in="django.db.models.query.ModelIterable.__iter__", signature="(cls, db, field_names, values)"),
    PrivateApi("django.db.models.base.Model.get_constraints", ("core/records/models.py",),
        "checks each constraint separately, to learn the field of its message",
        called_in="django.db.models.base.Model.validate_constraints", signature="(self)"),
    PrivateApi("django.db.models.query_utils.Q.check", ("core/admin/inlines.py",),
        "whether the condition of a unique constraint applies to a row",
        called_in="django.db.models.constraints.CheckConstraint.validate", signature="(self, against, using='default')"),
    PrivateApi("django.db.models.fields.files.FieldFile._committed", ("core/uploads/file_types.py",),
        "an uploaded file differs from a stored one", called_in="django.db.models.fields.files.FieldFile.save",
        mentions=("self._committed = True",)),
    PrivateApi("django.db.models.manager.BaseManager._db", ("accounts/models.py",),
        "the database of the manager; Django's documentation uses it in its examples",
        called_in="django.db.models.manager.BaseManager.get_queryset", mentions=("using=self._db",)),
    PrivateApi("simple_history.utils.get_change_reason_from_object", ("exchange/writing.py",),
        "reads `_change_reason` of the record", called_in="simple_history.utils.get_change_reason_from_object",
        mentions=('"_change_reason"',)),
    PrivateApi("simple_history.models.HistoricalRecords.create_history_model", ("core/records/versions.py",),
        "sets `tracked_fields` of a history row", called_in="simple_history.models.HistoricalRecords.create_history_model",
        mentions=('"tracked_fields"',)),
    # ModelAdmin and inlines
    PrivateApi(f"{OPTIONS}.BaseModelAdmin", ("core/admin/fields.py", "core/admin/rights.py"),
        "the common base class of ModelAdmin and inlines", called_in=MODEL_ADMIN,
        mentions=("class ModelAdmin(BaseModelAdmin)",)),
    PrivateApi(f"{OPTIONS}.BaseModelAdmin.formfield_for_dbfield", ("core/admin/fields.py", "news/admin.py"),
        "changes the form field of each model field", called_in=f"{MODEL_ADMIN}.get_form",
        mentions=("self.formfield_for_dbfield",)),
    PrivateApi(f"{OPTIONS}.BaseModelAdmin.get_field_queryset", ("core/admin/fields.py",),
        "the rows that the user may choose", called_in=f"{OPTIONS}.BaseModelAdmin.formfield_for_foreignkey"),
    PrivateApi(f"{OPTIONS}.BaseModelAdmin.get_view_on_site_url", ("core/admin/records.py",), "the link to the public page",
        called_in=f"{MODEL_ADMIN}.render_change_form"),
    PrivateApi(f"{MODEL_ADMIN}.construct_change_message", ("core/admin/proposals.py",),
        "a proposed change has changed nothing yet", called_in=f"{MODEL_ADMIN}._changeform_view"),
    PrivateApi(f"{MODEL_ADMIN}.log_change", ("core/admin/proposals.py",),
        "a proposed change has changed nothing yet", called_in=f"{MODEL_ADMIN}._changeform_view"),
    PrivateApi(f"{MODEL_ADMIN}.changeform_view", ("core/admin/records.py", "core/admin/proposals.py"),
        "saves and publishes; a second attempt after a conflict; proposals", called_in=f"{MODEL_ADMIN}.change_view"),
    PrivateApi(f"{MODEL_ADMIN}._changeform_view", ("core/admin/form_errors.py",),
        "passes `adminform`, `errors` and `inline_admin_formsets` to render_change_form",
        called_in=f"{MODEL_ADMIN}._changeform_view", mentions=('"adminform": ', '"errors": ', '"inline_admin_formsets": ')),
    PrivateApi(f"{MODEL_ADMIN}.render_change_form",
        ("core/admin/form_errors.py", "core/admin/records.py", "core/admin/retained_values.py", "core/admin/proposals.py"),
        "adds to the context of the template", called_in=f"{MODEL_ADMIN}._changeform_view"),
    PrivateApi(f"{MODEL_ADMIN}.response_add", ("core/admin/retained_values.py",),
        "reads `_addanother` and `_popup` of the form", called_in=f"{MODEL_ADMIN}.response_add",
        mentions=('"_addanother" in request.POST', "IS_POPUP_VAR in request.POST")),
    PrivateApi(f"{OPTIONS}.IS_POPUP_VAR", ("core/admin/retained_values.py",), "is `_popup`",
        called_in=f"{MODEL_ADMIN}.response_add"),
    PrivateApi(f"{MODEL_ADMIN}.response_post_save_add", ("core/admin/records.py",), "goes to the public page after saving",
        called_in=f"{MODEL_ADMIN}.response_add"),
    PrivateApi(f"{MODEL_ADMIN}.response_post_save_change", ("core/admin/records.py",),
        "goes to the public page after saving", called_in=f"{MODEL_ADMIN}.response_change"),
    PrivateApi(f"{MODEL_ADMIN}.response_action", ("core/admin/list_options.py",),
        "refuses `_selected_action` that are no primary keys", called_in=f"{MODEL_ADMIN}.changelist_view"),
    PrivateApi(f"{MODEL_ADMIN}.get_action_choices", ("core/admin/list_options.py",), "a Vietnamese empty choice",
        called_in=f"{MODEL_ADMIN}.changelist_view"),
    PrivateApi(f"{MODEL_ADMIN}.get_object", ("core/admin/records.py",), "refuses an id that is no primary key",
        called_in=f"{MODEL_ADMIN}._changeform_view"),
    PrivateApi(f"{HELPERS}.InlineAdminFormSet", ("core/admin/form_errors.py",), "has the attribute `formset`",
        called_in=f"{HELPERS}.InlineAdminFormSet.__init__", mentions=("self.formset = formset",)),
    PrivateApi(f"{HELPERS}.Fieldset", ("core/templatetags/fieldsets.py",), "yields lines of fields",
        called_in=f"{HELPERS}.Fieldline.__iter__", mentions=("AdminReadonlyField", "AdminField(")),
    PrivateApi(f"{HELPERS}.AdminField", ("core/templatetags/fieldsets.py",), "has the attributes `field` and `is_readonly`",
        called_in=f"{HELPERS}.AdminField.__init__",
        mentions=("self.field = form[field]", "self.is_checkbox = ", "self.is_readonly = False")),
    PrivateApi(f"{HELPERS}.AdminReadonlyField", ("core/templatetags/fieldsets.py",), "has the name and the label in `field`",
        called_in=f"{HELPERS}.AdminReadonlyField.__init__",
        mentions=('"name": ', '"label": ', "self.form = form", "self.model_admin = ", "self.empty_value_display = ")),
    PrivateApi(f"{UTILS}.label_for_field", ("core/admin/records.py",), "the title of the column of the council",
        signature="(name, model, model_admin=None, return_attr=False, form=None)"),
    PrivateApi(f"{UTILS}.display_for_field", ("core/records/versions.py",), "the value of a field as text",
        signature="(value, field, empty_value_display, avoid_link=False)"),
    PrivateApi(f"{UTILS}.NestedObjects", ("core/admin/deletion.py",), "what a deletion deletes",
        called_in=f"{UTILS}.get_deleted_objects"),
    PrivateApi(f"{UTILS}.NestedObjects.nested", ("core/admin/deletion.py",), "the nested names",
        signature="(self, format_callback=None)"),
    PrivateApi(f"{UTILS}.NestedObjects.related_objects", ("core/admin/deletion.py",),
        "loads each row with its council", signature="(self, related_model, related_fields, objs)"),
    PrivateApi(f"{UTILS}.NestedObjects.model_objs", ("core/admin/deletion.py",), "the rows of each model",
        called_in=f"{UTILS}.NestedObjects.__init__", mentions=("self.model_objs = defaultdict(set)",)),
    PrivateApi(f"{UTILS}.NestedObjects.protected", ("core/admin/deletion.py",), "the rows that forbid the deletion",
        called_in=f"{UTILS}.NestedObjects.__init__", mentions=("self.protected = set()",)),
    PrivateApi("django.contrib.auth.forms.SetUnusablePasswordMixin", ("accounts/admin.py",),
        "has the attribute `usable_password_help_text`",
        called_in="django.contrib.auth.forms.SetUnusablePasswordMixin.create_usable_password_field", mentions=("help_text",)),
    PrivateApi("django.contrib.auth.forms.AdminPasswordChangeForm.usable_password_help_text", ("accounts/admin.py",),
        "the help text with a Vietnamese warning", called_in="django.contrib.auth.forms.AdminPasswordChangeForm.__init__",
        mentions=("self.usable_password_help_text",)),
    PrivateApi("django.contrib.auth.admin.UserAdmin.change_password_form", ("accounts/admin.py",),
        "a form with a Vietnamese help text", called_in="django.contrib.auth.admin.UserAdmin.user_change_password",
        mentions=("self.change_password_form",)),
    # Lists
    PrivateApi(CHANGE_LIST, ("core/admin/changelist.py", "core/admin/list_options.py"), "counts the rows of each filter",
        called_in=f"{MODEL_ADMIN}.get_changelist", mentions=("return ChangeList",)),
    PrivateApi(f"{CHANGE_LIST}.get_filters", ("core/admin/changelist.py",),
        "its third value is the lookups outside of filters", called_in=f"{CHANGE_LIST}.get_queryset",
        mentions=("= self.get_filters(request)",)),
    PrivateApi(f"{CHANGE_LIST}.get_ordering_field", ("core/admin/changelist.py",), "a computed order of a related model",
        called_in=f"{CHANGE_LIST}.get_ordering"),
    PrivateApi(f"{CHANGE_LIST}.get_results", ("core/admin/checks.py",), "the rows of the page know what the checks find",
        called_in=f"{CHANGE_LIST}.__init__", mentions=("self.get_results(request)",)),
    PrivateApi(f"{CHANGE_LIST}.get_query_string", ("core/admin/changelist.py",), "the URL of the list with other parameters",
        signature="(self, new_params=None, remove=None)"),
    PrivateApi(f"{CHANGE_LIST}.filter_specs", ("core/admin/changelist.py",), "the filters",
        called_in=f"{CHANGE_LIST}.get_queryset", mentions=("self.filter_specs,",)),
    PrivateApi(f"{VIEWS}.main.IGNORED_PARAMS", ("core/admin/changelist.py",), "parameters that are no lookups",
        called_in=f"{CHANGE_LIST}.get_filters_params"),
    PrivateApi(f"{VIEWS}.main.SEARCH_VAR", ("core/admin/changelist.py",), "the parameter of the search",
        called_in=f"{CHANGE_LIST}.__init__"),
    PrivateApi(f"{VIEWS}.main.ERROR_FLAG", ("core/admin/list_options.py",),
        "the parameter of a list whose lookups could not be read", called_in=f"{MODEL_ADMIN}.changelist_view"),
    PrivateApi(f"{UTILS}.build_q_object_from_lookup_parameters", ("core/admin/changelist.py",), "the condition of lookups",
        called_in=f"{CHANGE_LIST}.get_queryset", signature="(parameters)"),
    PrivateApi(f"{UTILS}.lookup_spawns_duplicates", ("core/admin/changelist.py",),
        "whether a filter has several values for one row", called_in=f"{CHANGE_LIST}.get_filters",
        signature="(opts, lookup_path)"),
    PrivateApi(f"{FILTERS}.ListFilter.expected_parameters", ("core/admin/changelist.py",), "the parameters of a filter",
        signature="(self)"),
    PrivateApi(f"{FILTERS}.FieldListFilter.choices", ("core/admin/changelist.py",),
        "yields `display`, `query_string` and `selected`", called_in=f"{FILTERS}.ChoicesFieldListFilter.choices",
        mentions=('"selected": ', '"query_string": ', '"display": '), signature="(self, changelist)"),
    PrivateApi(f"{FILTERS}.FieldListFilter.field_path", ("core/admin/changelist.py",), "the field of a filter",
        called_in=f"{FILTERS}.FieldListFilter.__init__", mentions=("self.field_path = field_path",)),
    PrivateApi(f"{FILTERS}.FieldListFilter.register", ("core/admin/filters.py",), "one filter for all relations",
        signature="(cls, test, list_filter_class, take_priority=False)"),
    PrivateApi(f"{FILTERS}.RelatedFieldListFilter.field_choices", ("core/admin/filters.py",),
        "the rows that the user may see", called_in=f"{FILTERS}.RelatedFieldListFilter.__init__"),
    PrivateApi(f"{FILTERS}.RelatedFieldListFilter.has_output", ("core/admin/filters.py",),
        "is decided when the rows are counted", called_in=f"{CHANGE_LIST}.get_filters"),
    PrivateApi(f"{FILTERS}.RelatedFieldListFilter.empty_value_display", ("core/admin/filters.py",), "the label for no value",
        called_in=f"{FILTERS}.RelatedFieldListFilter.choices", mentions=("self.empty_value_display",)),
    *(
        PrivateApi(
            f"{CHANGE_LIST}.{name}", ("core/admin/changelist.py",), reason,
            called_in=f"{CHANGE_LIST}.__init__", mentions=(f"self.{name} =",),
        )
        for name, reason in CHANGE_LIST_ATTRIBUTES.items()
    ),
    # Widgets and the admin site
    PrivateApi(f"{WIDGETS}.RelatedFieldWidgetWrapper", ("core/admin/fields.py",),
        "the links to change, view and delete are removed", called_in=f"{WIDGETS}.RelatedFieldWidgetWrapper.__init__",
        mentions=("self.can_change_related = ", "self.can_delete_related = ", "self.can_view_related = ")),
    PrivateApi(f"{WIDGETS}.AutocompleteMixin", ("core/admin/related_fields.py",),
        "the base class of both autocomplete widgets"),
    PrivateApi(f"{WIDGETS}.AutocompleteMixin.optgroups", ("core/admin/related_fields.py",),
        "refuses values that are no primary keys", called_in=f"{FORMS}.widgets.ChoiceWidget.get_context"),
    PrivateApi(f"{WIDGETS}.AutocompleteMixin.build_attrs", ("core/admin/related_fields.py",),
        "removes the button that clears all", called_in=f"{FORMS}.widgets.Widget.get_context"),
    PrivateApi(f"{WIDGETS}.AutocompleteSelect", ("core/admin/related_fields.py",), "the autocomplete of a foreign key",
        called_in=f"{OPTIONS}.BaseModelAdmin.formfield_for_foreignkey"),
    PrivateApi(f"{WIDGETS}.AutocompleteSelectMultiple", ("core/admin/related_fields.py",),
        "the autocomplete of a many-to-many field", called_in=f"{OPTIONS}.BaseModelAdmin.formfield_for_manytomany"),
    PrivateApi("django.contrib.admin.templatetags.admin_list", ("hdnd_portal/admin_site.py",),
        "the module of `_boolean_icon`", called_in="django.contrib.admin.templatetags.admin_list",
        mentions=("def _boolean_icon(field_val):",)),
    PrivateApi("django.contrib.admin.templatetags.admin_list._boolean_icon", ("hdnd_portal/admin_site.py",),
        "is replaced by a word, because Django's icon has an English text", called_in=f"{UTILS}.display_for_value"),
    PrivateApi(f"{SITE}.autocomplete_view", ("hdnd_portal/admin_site.py",), "uses our view", called_in=f"{SITE}.get_urls",
        mentions=("self.autocomplete_view",)),
    PrivateApi(f"{SITE}.i18n_javascript", ("hdnd_portal/admin_site.py",), "uses our catalogue of translations",
        called_in=f"{SITE}.get_urls", mentions=("self.i18n_javascript",)),
    PrivateApi(f"{VIEWS}.autocomplete.AutocompleteJsonView", ("hdnd_portal/admin_site.py",), "the base class of our view",
        called_in=f"{SITE}.autocomplete_view"),
    PrivateApi(f"{VIEWS}.autocomplete.AutocompleteJsonView.get_queryset", ("hdnd_portal/admin_site.py",),
        "the rows that may be chosen", called_in=f"{VIEWS}.autocomplete.AutocompleteJsonView.get"),
    PrivateApi(f"{VIEWS}.autocomplete.AutocompleteJsonView.serialize_result", ("hdnd_portal/admin_site.py",),
        "the label of a row", called_in=f"{VIEWS}.autocomplete.AutocompleteJsonView.get"),
    PrivateApi("django.views.i18n.JavaScriptCatalog.get_paths", ("hdnd_portal/admin_site.py",), "adds our translations",
        called_in="django.views.i18n.JavaScriptCatalog.get"),
    # Public pages
    PrivateApi("django.middleware.gzip.GZipMiddleware.process_response", ("core/pages/compression.py",),
        "compresses text only", called_in="django.utils.deprecation.MiddlewareMixin.__call__"),
    PrivateApi("django.contrib.sitemaps.Sitemap.get_domain", ("hdnd_portal/sitemaps.py",), "the host of the portal",
        called_in="django.contrib.sitemaps.Sitemap.get_urls"),
    PrivateApi("django.contrib.sitemaps.Sitemap.get_protocol", ("hdnd_portal/sitemaps.py",), "the scheme of the portal",
        called_in="django.contrib.sitemaps.Sitemap.get_urls"),
    PrivateApi("django_filters.filterset.BaseFilterSet.get_filters", ("core/pages/filters.py",),
        "parameter names with hyphens", called_in="django_filters.filterset.FilterSetMetaclass.__new__"),
    PrivateApi("django_filters.filterset.BaseFilterSet.filters", ("core/pages/filters.py",), "the filters by parameter name",
        called_in="django_filters.filterset.BaseFilterSet.__init__", mentions=("self.filters =",)),
)
# fmt: on

# Templates of ours that replace one of Django completely, with the SHA-256 of Django's, which ours must follow.
REPLACED_TEMPLATES = {
    "admin/app_index.html": "ecd3dbd1b74b28e7636bb1682044724594582be95d5f73dcc4ca32760b967f37",
    "admin/app_list.html": "1fe91b190f34630d1332a2b6e40838c11561657c7afb269e7390c73b2532f1d4",
    "admin/auth/user/add_form.html": "e1b081aff8f3f93cfcd75a8e87daec287490434fec91b449e3cb2956a48c53c9",
    "admin/auth/user/change_password.html": "caf9414dcd6b08c2560c842619d5e4bb6d9fa0cd889787fc09ea68094420289f",
    "admin/base.html": "49c62197ece3d8a36d5386f53c09aed2fdf018994f22dbbf15509a7272d0d01b",
    "admin/change_form_object_tools.html": "0b49740491761ee4a322fb58f98afe07267d75e3c546b4dcf8c47e395243f802",
    "admin/change_list_results.html": "c8ea5bd68f8be58b3d1a2440fe7097a05848cd11035572c1b98cd9935c6bc75c",
    "admin/edit_inline/stacked.html": "ab80d40a24dfae5572a4c57a4ebbe4378ce5d500dee7b97e553bd870eeb29754",
    "admin/edit_inline/tabular.html": "ef1b0d9b50be1e24e18f44c96571af7070202de3816eeb9746318c8aa5d6f1f7",
    "admin/filter.html": "72f8dacc61259f704bff48b2cfc29cb1e9dde56853f72fa05ca44dda41ea7a35",
    "admin/includes/fieldset.html": "2d7ffc5f076e04ca370e640db8668ad2da0b328567b0c74c89a64e7c6fb353a9",
    "admin/includes/object_delete_summary.html": "382ed584a4227339a2d351adff78f27a67a57ab48dac6c8389682150aeb12842",
    "admin/index.html": "4d0c59740cb667279704b03f299317baceded9319ecc50144ec60724130b3e5f",
    "admin/login.html": "15903e7771c42125e4192c899719dc6d5bb725f7fbfb3c3027c2a4c253760073",
    "admin/search_form.html": "18898ee2576bda254c0ca3dada9ad0ceb272ad91104b5672ea0b8d7c5e956d0f",
    "admin/submit_line.html": "c88ed75990a3bd8e49b4302f6f3c7c8695d98b8bd1616c749adcbb66de6e5a36",
    "registration/password_change_form.html": "e38cecec67a69083605187531be3893ada1e74509f24e33540913bf470a0e410",
}
