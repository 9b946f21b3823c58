using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpenGen.Server.Data.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class JobClaims : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_jobs_lane_status_id",
                table: "jobs");

            migrationBuilder.CreateIndex(
                name: "ix_jobs_lane_status_provider_workspace_id_id",
                table: "jobs",
                columns: new[] { "lane", "status", "provider", "workspace_id", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_jobs_lane_status_provider_workspace_id_id",
                table: "jobs");

            migrationBuilder.CreateIndex(
                name: "ix_jobs_lane_status_id",
                table: "jobs",
                columns: new[] { "lane", "status", "id" });
        }
    }
}
