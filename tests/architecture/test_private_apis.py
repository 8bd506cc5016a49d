"""Each private API in `private_apis.py` is unchanged, and no other private API is used."""

import ast
import hashlib
import importlib
import inspect
import re
from functools import cache
from operator import attrgetter
from pathlib import Path

import django.contrib.admin
import pytest

from tests.architecture.private_apis import CHANGE_LIST, PRIVATE_APIS, REPLACED_TEMPLATES
from tests.architecture.tree import APPS, ROOT, sources

LISTED = {api.name for api in PRIVATE_APIS}
# What the entries mention besides their own name, such as `_change_reason`.
MENTIONED = {api.last_name for api in PRIVATE_APIS} | {
    word for api in PRIVATE_APIS for text in api.mentions for word in re.findall(r"\w+", text)
}
DOCUMENTED_ATTRIBUTES = {"_meta", "_default_manager", "_save", "_state"}
UNDOCUMENTED_MODULES = (
    "django.contrib.admin.filters",
    "django.contrib.admin.helpers",
    "django.contrib.admin.options",
    "django.contrib.admin.templatetags",
    "django.contrib.admin.utils",
    "django.contrib.admin.views",
    "django.contrib.admin.widgets",
    "django.db.models.deletion",
    "django.db.models.sql",
    "django.forms.models",
)
DOCUMENTED_IMPORTS = {"django.contrib.admin.options.InlineModelAdmin"}
LIBRARIES = ("django", "django_filters", "simple_history")
COMMENT = re.compile(r"^\s*#.*$", re.MULTILINE)
# Attributes and methods that the reference of Django or of the library describes, and that our classes override.
DOCUMENTED_NAMES = """
    confirm_login_allowed delete_queryset form_class get_list_filter lookups parameter_name queryset title
    form_valid save_formset get_success_url login login_form get_default_redirect_url save_related success_url
    arity as_sqlite deconstruct pre_save count feed_extra_kwargs feed_type get_paginator latest_post_date output_field template
    actions add_arguments add_fields add_error add_fieldsets autocomplete_fields clean clean_fields
    context_object_name date_hierarchy default_site delete delete_view dispatch empty_value_display extra fields fieldsets
    filter_horizontal filter_queryset form formfield_for_choice_field formfield_for_foreignkey formfield_for_manytomany
    formfield_overrides formset get get_all_permissions get_app_list get_changeform_initial_data get_changelist
    get_context get_context_data get_deleted_objects get_extra get_fieldsets get_form get_formset get_full_name
    get_list_display get_object get_page get_queryset get_readonly_fields get_search_results get_template_names get_urls handle
    has_add_permission has_change_permission has_delete_permission has_view_permission help history_view changelist_view
    index_title inlines item_description item_link item_title items label_from_instance limit list_display list_display_links
    list_filter list_per_page list_select_related location max_num media model object_history_template page_kwarg
    paginate_by paginate_queryset paginator_class prepopulated_fields radio_fields readonly_fields ready regex render
    response_add response_change save save_model save_related delete_model delete_queryset get_actions
    search_fields search_help_text show_facets show_full_result_count
    site_header site_title template_name to_python use_in_migrations validate_constraints value_from_datadict
    file_complete new_file receive_data_chunk _save
    changed_data classes get_inlines ordering show_change_link
    update view_on_site widget Meta objects first_name last_name email name verbose_name post_process
"""
DOCUMENTED_OVERRIDES = set(DOCUMENTED_NAMES.split())


def resolve(name):
    """Return the module, class, function or attribute with this dotted name; raises LookupError if there is none."""
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        try:
            value = importlib.import_module(".".join(parts[:length]))
        except ImportError:
            continue
        for part in parts[length:]:
            if not hasattr(value, part):
                raise LookupError(name)
            value = inspect.getattr_static(value, part) if inspect.isclass(value) else getattr(value, part)
        return value
    raise LookupError(name)


def function_of(value):
    """Return the function inside a classmethod or staticmethod."""
    return getattr(value, "__func__", value)


def accepts(ours, theirs):
    """Return whether the function `ours` can be called in each way in which the function `theirs` can."""
    ours, theirs = inspect.signature(ours), inspect.signature(theirs)
    kinds = {parameter.kind for parameter in ours.parameters.values()}
    by_name = {name: None for name, parameter in theirs.parameters.items() if parameter.kind not in (2, 4)}
    if any(parameter.kind in (2, 4) and parameter.kind not in kinds for parameter in theirs.parameters.values()):
        return False
    try:
        ours.bind(**by_name)
        ours.bind(*[None for name in by_name if theirs.parameters[name].kind == 1])
    except TypeError:
        return False
    return True


@cache
def our_classes():
    """Return (class, the names that its body defines) for the classes in our modules."""
    classes = []
    for path in sources(*APPS):
        relative = path.relative_to(ROOT)
        if relative.parts[1:2] == ("settings",) or relative.name in ("wsgi.py", "asgi.py"):
            continue
        module = importlib.import_module(".".join(relative.with_suffix("").parts).removesuffix(".__init__"))
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.ClassDef):
                classes.append((getattr(module, node.name), names_in(node)))
    return classes


def names_in(class_node):
    """Return the names that the body of a class defines."""
    names = set()
    for node in class_node.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign):
            names |= {name.id for target in node.targets for name in ast.walk(target) if isinstance(name, ast.Name)}
        elif isinstance(node, ast.AnnAssign) and node.value is not None:
            names.add(node.target.id)
    return {name for name in names if not name.startswith("__")}


@cache
def overrides():
    """Return the functions and attributes of ours that override one of a library: {its dotted name: {class: ours}}.

    A mixin overrides those of the classes that it is combined with.
    """
    result = {}
    names_by_class = dict(our_classes())
    for cls in names_by_class:
        for position, part in enumerate(cls.__mro__):
            for name in names_by_class.get(part, ()):
                bases = (*part.__mro__[1:], *cls.__mro__[position + 1 :])
                base = next((base for base in bases if name in vars(base) and is_library(base)), None)
                if base:
                    ours = inspect.getattr_static(part, name)
                    result.setdefault(f"{base.__module__}.{base.__qualname__}.{name}", {})[part] = ours
    return result


def is_library(cls):
    return cls.__module__.partition(".")[0] in LIBRARIES


def changes_of(api):
    """Return what is no longer as the entry says, one sentence for each change."""
    try:
        value = function_of(resolve(api.name))
    except LookupError:
        value = None
        if not api.mentions:
            yield "it no longer exists"
    if api.signature and value is not None and str(inspect.signature(value)) != api.signature:
        yield f"its signature is {inspect.signature(value)} and no longer {api.signature}"
    if inspect.isfunction(value):
        for cls, ours in overrides().get(api.name, {}).items():
            if not accepts(function_of(ours), value):
                yield f"{cls.__qualname__} overrides it with other parameters than {inspect.signature(value)}"
    if api.called_in:
        try:
            source = COMMENT.sub("", inspect.getsource(function_of(resolve(api.called_in))))
        except LookupError:
            yield f"{api.called_in}, which called it, no longer exists"
            return
        for text in api.mentions or (api.last_name,):
            if text not in source:
                yield f"{api.called_in} no longer has {text!r}"


@pytest.mark.parametrize("api", PRIVATE_APIS, ids=attrgetter("name"))
def test_private_api_is_unchanged(api):
    assert [f"{api.name}, used in {', '.join(api.used_in)}: {change}" for change in changes_of(api)] == []


@cache
def words_of_code(path):
    """Return the words of a module without its comments and docstrings."""
    tree = ast.parse(path.read_text())
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            node.value = ast.Constant(None)
    return set(re.findall(r"\w+", ast.unparse(tree)))


def test_private_apis_are_used_in_the_files_that_they_list():
    unused = [
        (api.name, path)
        for api in PRIVATE_APIS
        for path in api.used_in
        if not {api.last_name, *re.findall(r"\w+", " ".join(api.mentions))} & words_of_code(ROOT / path)
    ]

    assert unused == []


def test_private_apis_list_each_name_once():
    names = [api.name for api in PRIVATE_APIS]

    assert sorted(names) == sorted(set(names))


def test_private_apis_list_each_private_attribute():
    """A private attribute is one of ours, or it is listed; `super()` never gives one of ours."""
    trees = {path: ast.parse(path.read_text()) for path in sources(*APPS)}
    own = {name for tree in trees.values() for name in own_names(tree)}
    unlisted = {
        f"{path.relative_to(ROOT)}: {name}"
        for path, tree in trees.items()
        for name, is_super in private_attributes(tree)
        if name not in MENTIONED | DOCUMENTED_ATTRIBUTES and (is_super or name not in own)
    }

    assert unlisted == set()


def own_names(tree):
    """Yield the private names that a module of ours defines: functions, class attributes, attributes of `self`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            yield node.name
        elif isinstance(node, ast.ClassDef):
            yield from names_in(node)
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and getattr(node.value, "id", "") == "self":
            yield node.attr


def private_attributes(tree):
    """Yield (name, whether it is an attribute of `super()`) for each private attribute that a module uses."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            name = node.attr
            is_super = isinstance(node.value, ast.Call) and getattr(node.value.func, "id", "") == "super"
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("getattr", "hasattr", "setattr"):
            name, is_super = getattr(node.args[1], "value", ""), False
        else:
            continue
        if isinstance(name, str) and name.startswith("_") and not name.startswith("__"):
            yield name, is_super


def test_private_apis_list_each_undocumented_override():
    assert {name for name in overrides() if name.rpartition(".")[2] not in DOCUMENTED_OVERRIDES} - LISTED == set()


def imports_at_run_time(node):
    """Yield the dotted names that a module imports, without those for mypy only."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.ImportFrom):
            yield from (f"{child.module}.{alias.name}" for alias in child.names)
        elif isinstance(child, ast.Import):
            yield from (alias.name for alias in child.names)
        elif not (isinstance(child, ast.If) and getattr(child.test, "id", "") == "TYPE_CHECKING"):
            yield from imports_at_run_time(child)


def test_private_apis_list_each_import_from_an_undocumented_module():
    imports = {
        name
        for path in sources(*APPS)
        for name in imports_at_run_time(ast.parse(path.read_text()))
        if name.startswith(UNDOCUMENTED_MODULES) or (name.startswith(LIBRARIES) and "._" in name)
    }

    assert imports - LISTED - DOCUMENTED_IMPORTS == set()


def test_private_apis_list_each_attribute_of_change_list():
    tree = ast.parse((ROOT / "core/admin/changelist.py").read_text())
    change_list = next(node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == "FilteredChangeList")
    own = {*names_in(change_list), *own_names(change_list)}
    used = {
        node.attr for node in ast.walk(change_list) if isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "self"
    }

    assert {f"{CHANGE_LIST}.{name}" for name in used - own} - LISTED == set()


DJANGO_TEMPLATES = Path(django.contrib.admin.__file__).parent / "templates"


def extended_by(path):
    """Return the template that a template extends: ours if there is one, but never itself; None without {% extends %}."""
    parent = re.search(r'{% extends "(.+?)" %}', path.read_text())
    templates = [folder / parent[1] for folder in (ROOT / "templates", DJANGO_TEMPLATES)] if parent else []
    return next((template for template in templates if template != path and template.exists()), None)


def blocks_of(path):
    """Return the names of the blocks of a template."""
    return set(re.findall(r"{% block ([\w-]+)", path.read_text()))


def blocks_above(path):
    """Return the names of the blocks of all templates that a template extends."""
    parent = extended_by(path)
    return blocks_of(parent) | blocks_above(parent) if parent else set()


def blocks_below(path):
    """Return the names of the blocks of our templates that extend a template."""
    return {block for other in sources("templates", suffix=".html") if extended_by(other) == path for block in blocks_of(other)}


def test_extended_admin_templates_have_the_blocks_that_ours_fill():
    missing = {
        (str(path.relative_to(ROOT)), block)
        for path in sources("templates", suffix=".html")
        if '{% extends "admin/' in path.read_text()
        for block in blocks_of(path) - blocks_above(path) - blocks_below(path)
    }

    assert missing == set()


@pytest.mark.parametrize("name", REPLACED_TEMPLATES)
def test_replaced_admin_template_is_unchanged(name):
    digest = hashlib.sha256((DJANGO_TEMPLATES / name).read_bytes()).hexdigest()

    assert digest == REPLACED_TEMPLATES[name], f"templates/{name} replaces a template that Django has changed: compare the two"


def test_replaced_admin_templates_are_listed():
    replaced = {
        name
        for path in sources("templates", suffix=".html")
        if (DJANGO_TEMPLATES / (name := str(path.relative_to(ROOT / "templates")))).exists()
        and f'{{% extends "{name}" %}}' not in path.read_text()
    }

    assert replaced - {"admin/base_site.html"} == set(REPLACED_TEMPLATES)
