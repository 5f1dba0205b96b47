# Build: the whole program in one static Swift binary; libcurl and SQLite stay Debian's own, kept safe by its updates.
FROM swift:6.3-bookworm AS build
RUN apt-get update && apt-get install -y --no-install-recommends libcurl4-openssl-dev libsqlite3-dev pkg-config \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY Package.swift ./
COPY Sources Sources
COPY Tests Tests
RUN swift build -c release --static-swift-stdlib --product synology-chatgpt -Xlinker -s \
    && install -D .build/release/synology-chatgpt /out/usr/bin/synology-chatgpt

FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates libcurl4 libsqlite3-0 libstdc++6 tzdata \
    && rm -rf /var/lib/apt/lists/*
COPY --from=build /out/usr/bin/synology-chatgpt /usr/bin/synology-chatgpt
COPY Specs /usr/share/synology-chatgpt/Specs
ENV APP_DATA_DIR=/app/data
VOLUME /app/data
EXPOSE 8000
# Every five minutes and without a shell: NAS disks must be able to sleep.
HEALTHCHECK --interval=5m --timeout=5s --start-period=20s CMD ["/usr/bin/synology-chatgpt", "health"]
STOPSIGNAL SIGTERM
# Starts as root only to take PUID, PGID and UMASK on; drops to them before it opens anything. `user:` works as well.
ENTRYPOINT ["/usr/bin/synology-chatgpt"]
CMD ["serve"]
