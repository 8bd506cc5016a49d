# The portal with gunicorn. compose.yaml starts it with PostgreSQL and Redis; the settings come from the environment, none is
# in the image. The version of Debian is the one for which the packages are locked.
FROM python:3.11.13-slim-bookworm AS packages
RUN python -m venv /srv/venv
COPY requirements/base.txt /tmp/base.txt
RUN /srv/venv/bin/python -m pip install --quiet --no-cache-dir --disable-pip-version-check --require-hashes -r /tmp/base.txt

FROM python:3.11.13-slim-bookworm
RUN apt-get update -q \
    && apt-get install -y -q --no-install-recommends fonts-liberation2 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --user-group --home-dir /srv/hdnd --no-create-home hdnd \
    && install -d -o hdnd -g hdnd -m 0750 /srv/var /srv/media
COPY --from=packages /srv/venv /srv/venv
COPY . /srv/hdnd
WORKDIR /srv/hdnd
ENV PATH=/srv/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 \
    VAR_DIR=/srv/var MEDIA_ROOT=/srv/media STATIC_ROOT=/srv/static
# The key is that of this one command; without it the portal would make one and leave it in the image.
RUN python -m compileall -q /srv/hdnd \
    && SECRET_KEY=only-for-this-command VAR_DIR=/tmp/build python manage.py collectstatic --no-input --verbosity 0
USER hdnd
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s --retries=3 CMD ["python", "-m", "hdnd_portal.health_check"]
CMD ["gunicorn", "hdnd_portal.wsgi", "--bind", "0.0.0.0:8000"]
