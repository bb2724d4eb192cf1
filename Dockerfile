# Every step is a script of scripts/, which tests/image/ runs on a machine without Docker too.

FROM python:3.13-slim AS build
WORKDIR /src
COPY requirements requirements
COPY scripts scripts
RUN scripts/setup build
COPY pwa/package.json pwa/package-lock.json pwa/.npmrc pwa/
RUN scripts/node-modules
COPY . .
RUN scripts/build-wheel /wheel
RUN scripts/install-wheel /wheel /opt/lotbook

FROM python:3.13-slim
COPY --from=build /opt/lotbook /opt/lotbook
COPY scripts/healthcheck /opt/lotbook/bin/healthcheck
RUN install -d -o 10001 -g 10001 /data
USER 10001:10001
ENV PATH=/opt/lotbook/bin:$PATH LOTBOOK_DATA=/data PORT=8000
WORKDIR /data
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=6s --start-period=60s --retries=3 CMD ["healthcheck"]
CMD ["lotbook", "serve"]
