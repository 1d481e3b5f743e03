# A node of the cluster: silo, gateway or both, as its configuration says.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
RUN dotnet publish src/Approvals.Silo -c Release -o /app --nologo

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app .
# The image's own user without rights; nothing is written but to /tmp.
USER $APP_UID
ENV DOTNET_EnableDiagnostics=0
EXPOSE 8080 11111 30000
HEALTHCHECK --interval=5s --timeout=4s --start-period=30s --retries=6 CMD ["dotnet", "Approvals.Silo.dll", "health"]
ENTRYPOINT ["dotnet", "Approvals.Silo.dll"]
