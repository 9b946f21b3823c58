using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpenGen.Server.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Recalculation : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "recalculates",
                table: "sheets",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "recalculates",
                table: "sheets");
        }
    }
}
