using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpenGen.Server.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class WholeContract : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "avatar_id",
                table: "workspaces",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "folder_id",
                table: "content_resources",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "callback_url",
                table: "agents",
                type: "TEXT",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "polling_enabled",
                table: "agents",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "webhook_url",
                table: "agents",
                type: "TEXT",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "agent_avatars",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    agent_id = table.Column<long>(type: "INTEGER", nullable: false),
                    resource_id = table.Column<long>(type: "INTEGER", nullable: false),
                    preference = table.Column<long>(type: "INTEGER", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    updated_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_agent_avatars", x => x.id);
                    table.ForeignKey(
                        name: "fk_agent_avatars_agents_agent_id",
                        column: x => x.agent_id,
                        principalTable: "agents",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_agent_avatars_content_resources_resource_id",
                        column: x => x.resource_id,
                        principalTable: "content_resources",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "asset_folders",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    agent_id = table.Column<long>(type: "INTEGER", nullable: false),
                    parent_id = table.Column<long>(type: "INTEGER", nullable: true),
                    name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    updated_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_asset_folders", x => x.id);
                    table.ForeignKey(
                        name: "fk_asset_folders_agents_agent_id",
                        column: x => x.agent_id,
                        principalTable: "agents",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_asset_folders_asset_folders_parent_id",
                        column: x => x.parent_id,
                        principalTable: "asset_folders",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "direct_uploads",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    user_id = table.Column<long>(type: "INTEGER", nullable: false),
                    agent_id = table.Column<long>(type: "INTEGER", nullable: true),
                    key = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    file_name = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    content_type = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    byte_size = table.Column<long>(type: "INTEGER", nullable: false),
                    checksum = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    metadata = table.Column<string>(type: "TEXT", nullable: false),
                    url_expires_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    expires_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    uploaded_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    used_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    updated_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_direct_uploads", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "doomed_files",
                columns: table => new
                {
                    key = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    due_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_doomed_files", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "pictures",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    workspace_id = table.Column<long>(type: "INTEGER", nullable: false),
                    key = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    thumbnail_key = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    file_name = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    content_type = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    updated_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pictures", x => x.id);
                    table.ForeignKey(
                        name: "fk_pictures_workspaces_workspace_id",
                        column: x => x.workspace_id,
                        principalTable: "workspaces",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "vendor_keys",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    agent_id = table.Column<long>(type: "INTEGER", nullable: false),
                    vendor = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    ciphertext = table.Column<string>(type: "TEXT", nullable: false),
                    masked = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    updated_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_vendor_keys", x => x.id);
                    table.ForeignKey(
                        name: "fk_vendor_keys_agents_agent_id",
                        column: x => x.agent_id,
                        principalTable: "agents",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "voices",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    agent_id = table.Column<long>(type: "INTEGER", nullable: false),
                    voice_id = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    gender = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    language = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    description = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    source = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    provider = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    manner = table.Column<string>(type: "TEXT", nullable: true),
                    recording_id = table.Column<long>(type: "INTEGER", nullable: true),
                    origin = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    updated_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_voices", x => x.id);
                    table.ForeignKey(
                        name: "fk_voices_agents_agent_id",
                        column: x => x.agent_id,
                        principalTable: "agents",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_voices_content_resources_recording_id",
                        column: x => x.recording_id,
                        principalTable: "content_resources",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateIndex(
                name: "ix_sheets_default",
                table: "sheets",
                column: "agent_id",
                unique: true,
                filter: "is_default");

            migrationBuilder.CreateIndex(
                name: "ix_jobs_sheet_id",
                table: "jobs",
                column: "sheet_id");

            migrationBuilder.CreateIndex(
                name: "ix_content_resources_folder_id_id",
                table: "content_resources",
                columns: new[] { "folder_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_agents_deleted_at",
                table: "agents",
                column: "deleted_at");

            migrationBuilder.CreateIndex(
                name: "ix_agent_avatars_agent_id_preference_id",
                table: "agent_avatars",
                columns: new[] { "agent_id", "preference", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_agent_avatars_resource_id",
                table: "agent_avatars",
                column: "resource_id");

            migrationBuilder.CreateIndex(
                name: "ix_asset_folders_agent_id_parent_id_id",
                table: "asset_folders",
                columns: new[] { "agent_id", "parent_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_asset_folders_parent_id",
                table: "asset_folders",
                column: "parent_id");

            migrationBuilder.CreateIndex(
                name: "ix_direct_uploads_expires_at",
                table: "direct_uploads",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "ix_direct_uploads_key",
                table: "direct_uploads",
                column: "key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_doomed_files_due_at",
                table: "doomed_files",
                column: "due_at");

            migrationBuilder.CreateIndex(
                name: "ix_pictures_key",
                table: "pictures",
                column: "key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_pictures_thumbnail_key",
                table: "pictures",
                column: "thumbnail_key");

            migrationBuilder.CreateIndex(
                name: "ix_pictures_workspace_id",
                table: "pictures",
                column: "workspace_id");

            migrationBuilder.CreateIndex(
                name: "ix_vendor_keys_agent_id_vendor",
                table: "vendor_keys",
                columns: new[] { "agent_id", "vendor" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_voices_agent_id_voice_id",
                table: "voices",
                columns: new[] { "agent_id", "voice_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_voices_origin",
                table: "voices",
                column: "origin",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_voices_recording_id",
                table: "voices",
                column: "recording_id");

            migrationBuilder.AddForeignKey(
                name: "fk_content_resources_asset_folders_folder_id",
                table: "content_resources",
                column: "folder_id",
                principalTable: "asset_folders",
                principalColumn: "id",
                onDelete: ReferentialAction.Cascade);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_content_resources_asset_folders_folder_id",
                table: "content_resources");

            migrationBuilder.DropTable(
                name: "agent_avatars");

            migrationBuilder.DropTable(
                name: "asset_folders");

            migrationBuilder.DropTable(
                name: "direct_uploads");

            migrationBuilder.DropTable(
                name: "doomed_files");

            migrationBuilder.DropTable(
                name: "pictures");

            migrationBuilder.DropTable(
                name: "vendor_keys");

            migrationBuilder.DropTable(
                name: "voices");

            migrationBuilder.DropIndex(
                name: "ix_sheets_default",
                table: "sheets");

            migrationBuilder.DropIndex(
                name: "ix_jobs_sheet_id",
                table: "jobs");

            migrationBuilder.DropIndex(
                name: "ix_content_resources_folder_id_id",
                table: "content_resources");

            migrationBuilder.DropIndex(
                name: "ix_agents_deleted_at",
                table: "agents");

            migrationBuilder.DropColumn(
                name: "avatar_id",
                table: "workspaces");

            migrationBuilder.DropColumn(
                name: "folder_id",
                table: "content_resources");

            migrationBuilder.DropColumn(
                name: "callback_url",
                table: "agents");

            migrationBuilder.DropColumn(
                name: "polling_enabled",
                table: "agents");

            migrationBuilder.DropColumn(
                name: "webhook_url",
                table: "agents");
        }
    }
}
