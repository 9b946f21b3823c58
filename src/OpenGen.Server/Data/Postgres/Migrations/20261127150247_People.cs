using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace OpenGen.Server.Data.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class People : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "founder_id",
                table: "workspaces",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "confirmation_sent_at",
                table: "users",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "starting_grant_at",
                table: "users",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AlterColumn<long>(
                name: "user_id",
                table: "memberships",
                type: "bigint",
                nullable: true,
                oldClrType: typeof(long),
                oldType: "bigint");

            migrationBuilder.AddColumn<DateTime>(
                name: "expires_at",
                table: "memberships",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "invited_by_id",
                table: "memberships",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "invited_email",
                table: "memberships",
                type: "character varying(254)",
                maxLength: 254,
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "mail_token_hash",
                table: "memberships",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "token_hash",
                table: "memberships",
                type: "bytea",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "audit_events",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    action = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    user_id = table.Column<long>(type: "bigint", nullable: true),
                    workspace_id = table.Column<long>(type: "bigint", nullable: true),
                    target_type = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    target_id = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true),
                    ip_address = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    user_agent = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    count = table.Column<int>(type: "integer", nullable: false),
                    window_key = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_events", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "queued_mails",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    recipient = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    subject = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    body = table.Column<string>(type: "text", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    next_attempt_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_queued_mails", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_workspaces_founder_id",
                table: "workspaces",
                column: "founder_id");

            migrationBuilder.CreateIndex(
                name: "ix_memberships_mail_token_hash",
                table: "memberships",
                column: "mail_token_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_memberships_token_hash",
                table: "memberships",
                column: "token_hash",
                unique: true);

            migrationBuilder.AddCheckConstraint(
                name: "ck_memberships_invitation",
                table: "memberships",
                sql: "user_id IS NOT NULL OR (expires_at IS NOT NULL AND invited_email IS NOT NULL)");

            migrationBuilder.CreateIndex(
                name: "ix_audit_events_created_at",
                table: "audit_events",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "ix_audit_events_user_id_id",
                table: "audit_events",
                columns: new[] { "user_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_events_window_key",
                table: "audit_events",
                column: "window_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_audit_events_workspace_id_id",
                table: "audit_events",
                columns: new[] { "workspace_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_queued_mails_next_attempt_at",
                table: "queued_mails",
                column: "next_attempt_at");

            migrationBuilder.AddForeignKey(
                name: "fk_workspaces_users_founder_id",
                table: "workspaces",
                column: "founder_id",
                principalTable: "users",
                principalColumn: "id",
                onDelete: ReferentialAction.SetNull);

            // Whoever is here has had theirs.
            migrationBuilder.Sql("UPDATE users SET starting_grant_at = created_at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_workspaces_users_founder_id",
                table: "workspaces");

            migrationBuilder.DropTable(
                name: "audit_events");

            migrationBuilder.DropTable(
                name: "queued_mails");

            migrationBuilder.DropIndex(
                name: "ix_workspaces_founder_id",
                table: "workspaces");

            migrationBuilder.DropIndex(
                name: "ix_memberships_mail_token_hash",
                table: "memberships");

            migrationBuilder.DropIndex(
                name: "ix_memberships_token_hash",
                table: "memberships");

            migrationBuilder.DropCheckConstraint(
                name: "ck_memberships_invitation",
                table: "memberships");

            migrationBuilder.DropColumn(
                name: "founder_id",
                table: "workspaces");

            migrationBuilder.DropColumn(
                name: "confirmation_sent_at",
                table: "users");

            migrationBuilder.DropColumn(
                name: "starting_grant_at",
                table: "users");

            migrationBuilder.DropColumn(
                name: "expires_at",
                table: "memberships");

            migrationBuilder.DropColumn(
                name: "invited_by_id",
                table: "memberships");

            migrationBuilder.DropColumn(
                name: "invited_email",
                table: "memberships");

            migrationBuilder.DropColumn(
                name: "mail_token_hash",
                table: "memberships");

            migrationBuilder.DropColumn(
                name: "token_hash",
                table: "memberships");

            migrationBuilder.AlterColumn<long>(
                name: "user_id",
                table: "memberships",
                type: "bigint",
                nullable: false,
                defaultValue: 0L,
                oldClrType: typeof(long),
                oldType: "bigint",
                oldNullable: true);
        }
    }
}
