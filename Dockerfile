# docker build -t contact-center .
# docker run -p 8080:8080 -v contact-center:/app/data \
#     -e TrueConf__ServerUrl=https://video.example.com -e TrueConf__ClientId=... -e TrueConf__ClientSecret=... contact-center

FROM node:22-bookworm-slim AS node

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
# The build fetches the browser libraries with npm.
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules/npm /usr/local/lib/node_modules/npm
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
WORKDIR /src

# Packages change less often than code: this layer is used again until they do.
COPY global.json Directory.Build.props Directory.Packages.props ./
COPY src/ContactCenter/ContactCenter.csproj src/ContactCenter/packages.lock.json src/ContactCenter/
COPY src/TrueConf.Sandbox/TrueConf.Sandbox.csproj src/TrueConf.Sandbox/packages.lock.json src/TrueConf.Sandbox/
RUN dotnet restore src/ContactCenter --locked-mode

COPY . .
RUN dotnet publish src/ContactCenter -c Release -o /out --no-restore

FROM mcr.microsoft.com/dotnet/aspnet:10.0
RUN apt-get update \
    && apt-get install -y --no-install-recommends libsqlite3-0 tzdata \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build /out .
# The only place the server writes to; it is not root.
RUN mkdir data && chown "$APP_UID" data
USER $APP_UID
VOLUME /app/data

# All addresses inside; what is reachable from outside is decided where the container is run.
ENV ASPNETCORE_HTTP_PORTS= ASPNETCORE_URLS=http://+:8080
EXPOSE 8080
# Whether the process lives, not whether TrueConf does: a container that is started anew does not bring TrueConf back.
HEALTHCHECK --interval=30s --timeout=5s --start-period=15s CMD ["bash", "-c", \
    "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /health/live HTTP/1.0\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
ENTRYPOINT ["dotnet", "ContactCenter.dll"]
