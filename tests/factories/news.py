"""The smallest valid articles, pictures and files."""

from datetime import date
from io import BytesIO

import factory
from PIL import Image

from news.models import Article, ArticleFile, ArticleViews, Category, Photo
from tests.factories.councils import CouncilFactory
from tests.factories.resolutions import PDF, PublishableFactory


def picture(kind="JPEG", size=(64, 48), colour=(160, 32, 32), **options):
    """The bytes of a picture of one colour."""
    content = BytesIO()
    Image.new("RGB", size, colour).save(content, kind, **options)
    return content.getvalue()


class CategoryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Category
        django_get_or_create = ["council", "key"]

    council = factory.SubFactory(CouncilFactory)
    key = "hoat-dong"
    label = factory.LazyAttribute(lambda category: f"Hoạt động HĐND {category.key}".removesuffix(" hoat-dong"))


class ArticleFactory(PublishableFactory):
    class Meta:
        model = Article

    council = factory.SubFactory(CouncilFactory)
    category = factory.SubFactory(CategoryFactory, council=factory.SelfAttribute("..council"))
    title = factory.Sequence(lambda n: f"Hội nghị tổng kết hoạt động HĐND, lần thứ {n}")
    body = "<p>Sáng 26/01/2022, Thường trực HĐND quận tổ chức hội nghị tổng kết.</p>"
    signature = "Văn phòng HĐND"


class PhotoFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Photo

    article = factory.SubFactory(ArticleFactory)
    image = factory.django.FileField(filename="hoi-nghi.jpg", data=picture())
    caption = "Toàn cảnh hội nghị"
    alt = "Hội trường với các đại biểu ngồi theo hàng"


class ArticleFileFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ArticleFile

    article = factory.SubFactory(ArticleFactory)
    title = "Chương trình hội nghị"
    file = factory.django.FileField(filename="chuong-trinh.pdf", data=PDF)


class ArticleViewsFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ArticleViews

    article = factory.SubFactory(ArticleFactory)
    day = date(2022, 1, 26)
    count = 1
