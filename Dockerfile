# The build needs the Go module proxy; set GOPROXY as a build argument where
# another one is used.
FROM golang:1.26 AS build
ARG GOPROXY
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /out/naql ./cmd/naql \
 && CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /out/llmfake ./cmd/llmfake \
 && mkdir -p /out/data

FROM scratch AS llmfake
COPY --from=build /out/llmfake /llmfake
COPY --from=build /src/samples/model.json /model.json
USER 65532:65532
ENTRYPOINT ["/llmfake"]
CMD ["-listen", "0.0.0.0:11500", "-script", "/model.json"]

FROM scratch AS naql
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /out/naql /naql
COPY --from=build --chown=65532:65532 /out/data /data
ENV NAQL_DATA=/data
USER 65532:65532
HEALTHCHECK --interval=5s --timeout=4s --start-period=5s CMD ["/naql", "health"]
ENTRYPOINT ["/naql"]
CMD ["serve"]
