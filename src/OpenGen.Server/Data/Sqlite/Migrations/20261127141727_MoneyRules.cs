using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpenGen.Server.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class MoneyRules : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropCheckConstraint(
                name: "ck_workspaces_credits",
                table: "workspaces");

            migrationBuilder.AddColumn<DateTime>(
                name: "alive_until",
                table: "idempotent_calls",
                type: "TEXT",
                nullable: false,
                defaultValue: new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified));

            migrationBuilder.AddCheckConstraint(
                name: "ck_workspaces_credits",
                table: "workspaces",
                sql: "credits >= 0 AND credits <= 1000000000000000");

            migrationBuilder.AddCheckConstraint(
                name: "ck_jobs_cost",
                table: "jobs",
                sql: "cost >= 0 AND cost <= 1000000000000000");

            migrationBuilder.AddCheckConstraint(
                name: "ck_credit_transactions_amount",
                table: "credit_transactions",
                sql: "(kind = 'Charge' AND amount < 0) OR (kind IN ('Grant', 'Refund') AND amount > 0) OR (kind = 'Adjust' AND amount <> 0)");

            migrationBuilder.AddCheckConstraint(
                name: "ck_credit_transactions_bounds",
                table: "credit_transactions",
                sql: "amount >= -1000000000000000 AND amount <= 1000000000000000 AND balance_after >= 0 AND balance_after <= 1000000000000000");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropCheckConstraint(
                name: "ck_workspaces_credits",
                table: "workspaces");

            migrationBuilder.DropCheckConstraint(
                name: "ck_jobs_cost",
                table: "jobs");

            migrationBuilder.DropCheckConstraint(
                name: "ck_credit_transactions_amount",
                table: "credit_transactions");

            migrationBuilder.DropCheckConstraint(
                name: "ck_credit_transactions_bounds",
                table: "credit_transactions");

            migrationBuilder.DropColumn(
                name: "alive_until",
                table: "idempotent_calls");

            migrationBuilder.AddCheckConstraint(
                name: "ck_workspaces_credits",
                table: "workspaces",
                sql: "credits >= 0");
        }
    }
}
