"""Two people who open the form of one record: what each of them changed is stored, or asked about, and never lost."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core.admin.form_versions import UNKNOWN_VERSION, VERSION_INPUT, posted_version, values_of
from core.admin.versioned_forms import CONFLICT, UNTRUSTED
from news.models import Article
from tests.client import StrictClient
from tests.factories.accounts import UserFactory
from tests.factories.citizens import PetitionFactory, VoterMeetingFactory
from tests.factories.councils import CouncilFactory
from tests.factories.news import ArticleFactory, PhotoFactory
from tests.factories.resolutions import PDF, ResolutionFactory, ResolutionFileFactory
from tests.hdnd_portal.admin_models import FACTORIES, MODELS, admin_url, model_label, visible_text
from tests.opened_forms import conflicts_of, input_values, opened_form, post_form, posted_again, save_now

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague():
    """Another administrator, signed in."""
    client = StrictClient()
    client.force_login(UserFactory(administrator=True, last_name="Lê Thị", first_name="Cam"))
    return client


@pytest.fixture
def article():
    return ArticleFactory(title="Họp báo", signature="Văn phòng", published=True)


def version_from(rf, user, token, article):
    request = rf.post("/", {VERSION_INPUT: token})
    request.user = user
    return posted_version(request, "news.article", article.pk)


def test_form_carries_the_values_that_it_was_opened_with(admin_client, admin_user, rf, article):
    photo = PhotoFactory(article=article, caption="Toàn cảnh")

    (token,) = input_values(admin_client.get(admin_url(Article, "change", article.pk)), VERSION_INPUT)

    version = version_from(rf, admin_user, token, article)
    assert (version.is_trusted, version.fields["title"], version.fields["status"]) == (True, ["Họp báo"], ["published"])
    assert version.rows["photos"][str(photo.pk)]["caption"] == ["Toàn cảnh"]
    assert version.rows["photos"][str(photo.pk)]["image"] == [photo.image.name]


def test_posted_version_is_unknown_for_another_user_another_record_and_a_changed_token(admin_user, rf, article):
    token = opened_form(admin_user, article)[VERSION_INPUT]

    assert version_from(rf, UserFactory(), token, article) == UNKNOWN_VERSION
    assert version_from(rf, admin_user, token, ArticleFactory()) == UNKNOWN_VERSION
    assert version_from(rf, admin_user, f"{token}A", article) == UNKNOWN_VERSION
    assert version_from(rf, admin_user, "", article) == UNKNOWN_VERSION
    assert version_from(rf, admin_user, token, article) != UNKNOWN_VERSION


def test_add_form_carries_a_token_of_the_user(admin_client):
    assert input_values(admin_client.get(admin_url(Article, "add")), VERSION_INPUT) != []


@pytest.mark.parametrize("model", MODELS, ids=model_label)
def test_each_change_form_carries_a_version_and_refuses_a_missing_one(admin_client, admin_user, model):
    record = FACTORIES[model]()
    form = opened_form(admin_user, record)
    page = admin_client.get(admin_url(model, "change", record.pk))
    assert len(input_values(page, VERSION_INPUT)) == 1
    form_fields = page.context["adminform"].form.fields
    name = next(
        field.name for field in model._meta.fields if field.name in form_fields.keys() - {"password"} and not field.is_relation
    )

    response = post_form(admin_client, record, form, **{VERSION_INPUT: "", name: "khác"})

    assert (set(conflicts_of(response)), visible_text(response).count(UNTRUSTED)) == ({name}, 2)


def test_withdrawn_article_stays_withdrawn_when_an_older_form_is_saved(admin_client, admin_user, colleague, article):
    older = opened_form(admin_user, article)
    save_now(colleague, article, status="withdrawn", withdrawn_reason="Có dữ liệu cá nhân.")

    response = admin_client.post(admin_url(Article, "change", article.pk), older | {"title": "Họp báo quý I"}, follow=True)

    article.refresh_from_db()
    assert (article.title, article.status, article.withdrawn_reason) == ("Họp báo quý I", "withdrawn", "Có dữ liệu cá nhân.")
    text = visible_text(response)
    assert "Giữ nguyên phần người khác vừa lưu trong lúc bạn mở biểu mẫu: Trạng thái đăng (Lê Thị Cam, " in text
    assert "Lý do không công khai (Lê Thị Cam, " in text


def test_field_that_two_people_changed_is_asked_about_and_nothing_is_saved(admin_client, admin_user, colleague, article):
    older = opened_form(admin_user, article)
    save_now(colleague, article, title="Họp báo quý II", signature="Ban Pháp chế")

    response = post_form(admin_client, article, older, title="Họp báo quý I")

    article.refresh_from_db()
    assert article.title == "Họp báo quý II"
    (conflict,) = conflicts_of(response).values()
    assert (conflict.label, conflict.before, conflict.theirs, conflict.mine) == (
        "Tiêu đề",
        "Họp báo",
        "Họp báo quý II",
        "Họp báo quý I",
    )
    assert str(conflict.author).startswith("Lê Thị Cam, ")
    form = response.context["adminform"].form
    assert (form["title"].value(), form["signature"].value()) == ("Họp báo quý I", "Ban Pháp chế")
    assert CONFLICT in visible_text(response)
    assert response.context["form_errors"] == []


@pytest.mark.parametrize(("choice", "title"), [("mine", "Họp báo quý I"), ("theirs", "Họp báo quý II")])
def test_choice_decides_a_conflict(admin_client, admin_user, colleague, article, choice, title):
    mine = opened_form(admin_user, article) | {"title": "Họp báo quý I", "signature": "Ban Đô thị"}
    save_now(colleague, article, title="Họp báo quý II")
    page = post_form(admin_client, article, mine)

    response = post_form(admin_client, article, posted_again(page, mine, title=choice))

    article.refresh_from_db()
    assert (response.status_code, article.title, article.signature) == (302, title, "Ban Đô thị")


def test_conflict_without_a_choice_is_asked_about_again(admin_client, admin_user, colleague, article):
    mine = opened_form(admin_user, article) | {"title": "Họp báo quý I"}
    save_now(colleague, article, title="Họp báo quý II")
    page = post_form(admin_client, article, mine)

    response = post_form(admin_client, article, posted_again(page, mine))

    assert set(conflicts_of(response)) == {"title"}


def test_choice_does_not_count_against_a_third_change(admin_client, admin_user, colleague, article):
    mine = opened_form(admin_user, article) | {"title": "Họp báo quý I"}
    save_now(colleague, article, title="Họp báo quý II")
    page = post_form(admin_client, article, mine)
    save_now(colleague, article, title="Họp báo quý III")

    response = post_form(admin_client, article, posted_again(page, mine, title="mine"))

    assert conflicts_of(response)["title"].theirs == "Họp báo quý III"
    article.refresh_from_db()
    assert article.title == "Họp báo quý III"


def test_three_people_who_change_different_fields_lose_nothing(admin_client, admin_user, colleague, article):
    third = StrictClient()
    third.force_login(UserFactory(administrator=True))
    forms = [opened_form(user, article) for user in (admin_user, colleague_user(colleague), colleague_user(third))]

    for client, form, change in zip(
        (admin_client, colleague, third), forms, ({"title": "A mới"}, {"signature": "B mới"}, {"lead": "C mới"}), strict=True
    ):
        assert post_form(client, article, form, **change).status_code == 302

    article.refresh_from_db()
    assert (article.title, article.signature, article.lead) == ("A mới", "B mới", "C mới")


def colleague_user(client):
    return client.get(admin_url(Article, "changelist")).wsgi_request.user


def test_same_change_of_two_people_is_no_conflict(admin_client, admin_user, colleague, article):
    older = opened_form(admin_user, article)
    save_now(colleague, article, title="Họp báo quý I")

    assert post_form(admin_client, article, older, title=" Họp báo  quý I").status_code == 302


def test_value_written_in_another_form_is_no_change(admin_client, admin_user, colleague):
    petition = PetitionFactory(received_on=date(2021, 3, 1), content="Dòng một\nDòng hai")
    older = opened_form(admin_user, petition)
    save_now(colleague, petition, received_on="2/3/2021", content="Dòng ba")

    response = post_form(admin_client, petition, older, received_on="1-3-2021", content="Dòng một\r\nDòng hai\r\n", opinions="3")

    petition.refresh_from_db()
    assert (response.status_code, petition.received_on, petition.content) == (302, date(2021, 3, 2), "Dòng ba")


def test_text_of_a_petition_is_asked_about(admin_client, admin_user, colleague):
    petition = PetitionFactory(content="Ngõ 68 ngập.")
    older = opened_form(admin_user, petition)
    save_now(colleague, petition, content="Ngõ 68 và ngõ 70 ngập.")

    response = post_form(admin_client, petition, older, content="Ngõ 68 ngập sâu.")

    conflict = conflicts_of(response)["content"]
    assert (conflict.theirs, conflict.mine) == ("Ngõ 68 và ngõ 70 ngập.", "Ngõ 68 ngập sâu.")


def test_relations_are_merged_as_one_field(admin_client, admin_user, colleague):
    petition = PetitionFactory()
    first, second = VoterMeetingFactory.create_batch(2, council=petition.council)
    older = opened_form(admin_user, petition)
    save_now(colleague, petition, meetings=[first.pk])

    assert post_form(admin_client, petition, older, content="Văn bản khác").status_code == 302
    assert list(petition.meetings.all()) == [first]
    response = post_form(admin_client, petition, older, meetings=[second.pk])

    assert conflicts_of(response)["meetings"].theirs.startswith(str(first))
    assert list(petition.meetings.all()) == [first]


@pytest.mark.parametrize("token", ["", "x:y:z", "of another record", "of another user"])
def test_form_of_an_unknown_version_asks_about_each_different_field(admin_client, admin_user, article, token):
    other = ArticleFactory()
    tokens = {"of another record": (admin_user, other), "of another user": (UserFactory(administrator=True), article)}
    text = opened_form(*tokens[token])[VERSION_INPUT] if token in tokens else token
    mine = opened_form(admin_user, article) | {"title": "Họp báo quý I", VERSION_INPUT: text}

    response = post_form(admin_client, article, mine)

    article.refresh_from_db()
    assert (article.title, set(conflicts_of(response))) == ("Họp báo", {"title"})
    assert conflicts_of(response)["title"].before is None
    assert UNTRUSTED in visible_text(response)
    assert post_form(admin_client, article, posted_again(response, mine, title="mine")).status_code == 302
    article.refresh_from_db()
    assert article.title == "Họp báo quý I"


def test_button_that_publishes_asks_about_a_state_that_changed(admin_client, admin_user, colleague):
    article = ArticleFactory(status="review")
    older = opened_form(admin_user, article)
    save_now(colleague, article, status="withdrawn", withdrawn_reason="Có dữ liệu cá nhân.")

    response = post_form(admin_client, article, older, _publish="1")

    article.refresh_from_db()
    assert (article.status, set(conflicts_of(response))) == ("withdrawn", {"status"})


@pytest.mark.parametrize("button", ["_continue", "_addanother", "_popup", "_saveasnew"])
def test_each_button_asks_about_a_conflict(admin_client, admin_user, colleague, article, button):
    older = opened_form(admin_user, article)
    save_now(colleague, article, title="Họp báo quý II")

    response = post_form(admin_client, article, older, title="Họp báo quý I", **{button: "1"})

    assert set(conflicts_of(response)) == {"title"}
    assert Article.objects.count() == 1


def test_file_that_two_people_replaced_is_asked_about(admin_client, admin_user, colleague):
    file = ResolutionFileFactory(resolution=ResolutionFactory())
    older = opened_form(admin_user, file.resolution)
    save_now(colleague, file.resolution, **{"files-0-file": SimpleUploadedFile("moi.pdf", PDF + b"%1")})
    file.refresh_from_db()
    theirs = file.file.name

    response = post_form(admin_client, file.resolution, older, **{"files-0-file": SimpleUploadedFile("khac.pdf", PDF + b"%2")})

    (conflict,) = conflicts_of(response).values()
    assert (conflict.key, conflict.mine) == (f"files:{file.pk}:file", "tệp mới: khac.pdf")
    file.refresh_from_db()
    assert file.file.name == theirs


def test_replaced_file_stays_when_an_older_form_is_saved(admin_client, admin_user, colleague):
    file = ResolutionFileFactory(resolution=ResolutionFactory())
    older = opened_form(admin_user, file.resolution)
    save_now(colleague, file.resolution, **{"files-0-file": SimpleUploadedFile("moi.pdf", PDF + b"%1")})
    file.refresh_from_db()
    theirs = file.file.name

    assert post_form(admin_client, file.resolution, older, **{"files-0-title": "Toàn văn"}).status_code == 302

    file.refresh_from_db()
    assert (file.file.name, file.title) == (theirs, "Toàn văn")


def test_form_after_an_error_knows_what_it_took_over(admin_client, admin_user, colleague, article):
    older = opened_form(admin_user, article)
    save_now(colleague, article, signature="Ban Pháp chế")
    page = post_form(admin_client, article, older, title="")
    assert page.context["adminform"].form["signature"].value() == "Ban Pháp chế"

    mine = posted_again(page, older) | {"title": "Họp báo quý I", "signature": "Ban Đô thị"}

    assert post_form(admin_client, article, mine).status_code == 302
    article.refresh_from_db()
    assert (article.title, article.signature) == ("Họp báo quý I", "Ban Đô thị")


def test_form_of_an_account_is_merged(admin_client, admin_user, colleague):
    user = UserFactory(email="a@example.vn")
    older = opened_form(admin_user, user)
    save_now(colleague, user, email="b@example.vn")

    assert post_form(admin_client, user, older, first_name="Mận").status_code == 302

    user.refresh_from_db()
    assert (user.email, user.first_name) == ("b@example.vn", "Mận")
    assert "password" not in str(posted_fields(admin_client, user))


def posted_fields(client, record):
    form = client.get(admin_url(type(record), "change", record.pk)).context["adminform"].form
    return values_of(form)


def test_saving_a_form_queries_once_more_for_each_row(admin_client, admin_user, django_assert_max_num_queries):
    """Django validates the primary key of each row; the merging adds no query for a row."""
    council = CouncilFactory()
    counts = []
    for number in (1, 3):
        article = ArticleFactory(council=council)
        PhotoFactory.create_batch(number, article=article)
        form = opened_form(admin_user, article)
        with django_assert_max_num_queries(200) as queries:
            post_form(admin_client, article, form)
        counts.append(len(queries))

    assert counts == [counts[0], counts[0] + 2]
