CREATE TABLE "__EFMigrationsLock" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY,
    "Timestamp" TEXT NOT NULL
);
CREATE TABLE "__EFMigrationsHistory" (
    "migration_id" TEXT NOT NULL CONSTRAINT "pk___ef_migrations_history" PRIMARY KEY,
    "product_version" TEXT NOT NULL
);
CREATE TABLE "data_protection_keys" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_data_protection_keys" PRIMARY KEY AUTOINCREMENT,
    "friendly_name" TEXT NULL,
    "xml" TEXT NULL
);
CREATE TABLE "signing_keys" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_signing_keys" PRIMARY KEY AUTOINCREMENT,
    "key_id" TEXT NOT NULL,
    "protected" BLOB NOT NULL,
    "created_at" TEXT NOT NULL,
    "updated_at" TEXT NOT NULL
);
CREATE TABLE "users" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_users" PRIMARY KEY AUTOINCREMENT,
    "name" TEXT NULL,
    "username" TEXT NULL,
    "created_at" TEXT NOT NULL,
    "updated_at" TEXT NOT NULL,
    "user_name" TEXT NULL,
    "normalized_user_name" TEXT NULL,
    "email" TEXT NULL,
    "normalized_email" TEXT NULL,
    "email_confirmed" INTEGER NOT NULL,
    "password_hash" TEXT NULL,
    "security_stamp" TEXT NULL,
    "concurrency_stamp" TEXT NULL,
    "phone_number" TEXT NULL,
    "phone_number_confirmed" INTEGER NOT NULL,
    "two_factor_enabled" INTEGER NOT NULL,
    "lockout_end" TEXT NULL,
    "lockout_enabled" INTEGER NOT NULL,
    "access_failed_count" INTEGER NOT NULL
, "last_try_at" TEXT NULL, "confirmation_sent_at" TEXT NULL, "starting_grant_at" TEXT NULL);
CREATE TABLE "AspNetUserClaims" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_asp_net_user_claims" PRIMARY KEY AUTOINCREMENT,
    "user_id" INTEGER NOT NULL,
    "claim_type" TEXT NULL,
    "claim_value" TEXT NULL,
    CONSTRAINT "fk_asp_net_user_claims_asp_net_users_user_id" FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE CASCADE
);
CREATE TABLE "AspNetUserLogins" (
    "login_provider" TEXT NOT NULL,
    "provider_key" TEXT NOT NULL,
    "provider_display_name" TEXT NULL,
    "user_id" INTEGER NOT NULL,
    CONSTRAINT "pk_asp_net_user_logins" PRIMARY KEY ("login_provider", "provider_key"),
    CONSTRAINT "fk_asp_net_user_logins_asp_net_users_user_id" FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE CASCADE
);
CREATE TABLE "AspNetUserTokens" (
    "user_id" INTEGER NOT NULL,
    "login_provider" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "value" TEXT NULL,
    CONSTRAINT "pk_asp_net_user_tokens" PRIMARY KEY ("user_id", "login_provider", "name"),
    CONSTRAINT "fk_asp_net_user_tokens_asp_net_users_user_id" FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE CASCADE
);
CREATE TABLE "api_keys" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_api_keys" PRIMARY KEY AUTOINCREMENT,
    "user_id" INTEGER NOT NULL,
    "name" TEXT NULL,
    "hash" BLOB NOT NULL,
    "expires_at" TEXT NULL,
    "last_used_at" TEXT NULL,
    "revoked_at" TEXT NULL,
    "created_at" TEXT NOT NULL,
    "updated_at" TEXT NOT NULL,
    CONSTRAINT "fk_api_keys_asp_net_users_user_id" FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE CASCADE
);
CREATE TABLE "refresh_tokens" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_refresh_tokens" PRIMARY KEY AUTOINCREMENT,
    "user_id" INTEGER NOT NULL,
    "family" TEXT NOT NULL,
    "hash" BLOB NOT NULL,
    "expires_at" TEXT NOT NULL,
    "used_at" TEXT NULL,
    "created_at" TEXT NOT NULL,
    "updated_at" TEXT NOT NULL,
    CONSTRAINT "fk_refresh_tokens_asp_net_users_user_id" FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE CASCADE
);
CREATE TABLE "agents" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_agents" PRIMARY KEY AUTOINCREMENT,
    "workspace_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NULL,
    "time_zone" TEXT NOT NULL,
    "core" TEXT NOT NULL,
    "deleted_at" TEXT NULL,
    "created_at" TEXT NOT NULL,
    "updated_at" TEXT NOT NULL, "callback_url" TEXT NULL, "polling_enabled" INTEGER NOT NULL DEFAULT 0, "webhook_url" TEXT NULL, "callback_disabled_at" TEXT NULL, "webhook_disabled_at" TEXT NULL,
    CONSTRAINT "fk_agents_workspaces_workspace_id" FOREIGN KEY ("workspace_id") REFERENCES "workspaces" ("id") ON DELETE CASCADE
);
CREATE TABLE "sheets" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_sheets" PRIMARY KEY AUTOINCREMENT,
    "uuid" TEXT NOT NULL,
    "agent_id" INTEGER NOT NULL,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "is_default" INTEGER NOT NULL,
    "template_slug" TEXT NULL,
    "created_at" TEXT NOT NULL,
    "updated_at" TEXT NOT NULL, "recalculates" INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT "fk_sheets_agents_agent_id" FOREIGN KEY ("agent_id") REFERENCES "agents" ("id") ON DELETE CASCADE
);
CREATE TABLE "global_variables" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_global_variables" PRIMARY KEY AUTOINCREMENT,
    "sheet_id" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "created_at" TEXT NOT NULL,
    "updated_at" TEXT NOT NULL,
    CONSTRAINT "fk_global_variables_sheets_sheet_id" FOREIGN KEY ("sheet_id") REFERENCES "sheets" ("id") ON DELETE CASCADE
);
CREATE TABLE "sheet_columns" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_sheet_columns" PRIMARY KEY AUTOINCREMENT,
    "sheet_id" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "description" TEXT NULL,
    "position" INTEGER NOT NULL,
    "additional_attributes" TEXT NOT NULL,
    "created_at" TEXT NOT NULL,
    "updated_at" TEXT NOT NULL,
    CONSTRAINT "fk_sheet_columns_sheets_sheet_id" FOREIGN KEY ("sheet_id") REFERENCES "sheets" ("id") ON DELETE CASCADE
);
CREATE TABLE "sheet_rows" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_sheet_rows" PRIMARY KEY AUTOINCREMENT,
    "sheet_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "additional_attributes" TEXT NOT NULL,
    "created_at" TEXT NOT NULL,
    "updated_at" TEXT NOT NULL,
    CONSTRAINT "fk_sheet_rows_sheets_sheet_id" FOREIGN KEY ("sheet_id") REFERENCES "sheets" ("id") ON DELETE CASCADE
);
CREATE TABLE "sheet_cells" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_sheet_cells" PRIMARY KEY AUTOINCREMENT,
    "sheet_id" INTEGER NOT NULL,
    "row_id" INTEGER NOT NULL,
    "column_id" INTEGER NOT NULL,
    "value" TEXT NULL,
    "additional_attributes" TEXT NOT NULL,
    "default_job_id" INTEGER NULL,
    "created_at" TEXT NOT NULL,
    "updated_at" TEXT NOT NULL,
    CONSTRAINT "fk_sheet_cells_sheet_columns_column_id" FOREIGN KEY ("column_id") REFERENCES "sheet_columns" ("id") ON DELETE CASCADE,
    CONSTRAINT "fk_sheet_cells_sheet_rows_row_id" FOREIGN KEY ("row_id") REFERENCES "sheet_rows" ("id") ON DELETE CASCADE
);
CREATE TABLE "layers" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_layers" PRIMARY KEY AUTOINCREMENT,
    "cell_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "additional_attributes" TEXT NOT NULL,
    "default_job_id" INTEGER NULL,
    "created_at" TEXT NOT NULL,
    "updated_at" TEXT NOT NULL,
    CONSTRAINT "fk_layers_sheet_cells_cell_id" FOREIGN KEY ("cell_id") REFERENCES "sheet_cells" ("id") ON DELETE CASCADE
);
CREATE TABLE "idempotent_calls" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_idempotent_calls" PRIMARY KEY AUTOINCREMENT,
    "scope" BLOB NOT NULL,
    "request_hash" BLOB NOT NULL,
    "started_at" TEXT NOT NULL,
    "committed" INTEGER NOT NULL,
    "status" INTEGER NULL,
    "content_type" TEXT NULL,
    "location" TEXT NULL,
    "body" BLOB NULL
, "alive_until" TEXT NOT NULL DEFAULT '0001-01-01 00:00:00');
CREATE TABLE "agent_avatars" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_agent_avatars" PRIMARY KEY AUTOINCREMENT,
    "agent_id" INTEGER NOT NULL,
    "resource_id" INTEGER NOT NULL,
    "preference" INTEGER NOT NULL,
    "created_at" TEXT NOT NULL,
    "updated_at" TEXT NOT NULL,
    CONSTRAINT "fk_agent_avatars_agents_agent_id" FOREIGN KEY ("agent_id") REFERENCES "agents" ("id") ON DELETE CASCADE,
    CONSTRAINT "fk_agent_avatars_content_resources_resource_id" FOREIGN KEY ("resource_id") REFERENCES "content_resources" ("id") ON DELETE CASCADE
);
CREATE TABLE "asset_folders" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_asset_folders" PRIMARY KEY AUTOINCREMENT,
    "agent_id" INTEGER NOT NULL,
    "parent_id" INTEGER NULL,
    "name" TEXT NOT NULL,
    "created_at" TEXT NOT NULL,
    "updated_at" TEXT NOT NULL,
    CONSTRAINT "fk_asset_folders_agents_agent_id" FOREIGN KEY ("agent_id") REFERENCES "agents" ("id") ON DELETE CASCADE,
    CONSTRAINT "fk_asset_folders_asset_folders_parent_id" FOREIGN KEY ("parent_id") REFERENCES "asset_folders" ("id") ON DELETE CASCADE
);
CREATE TABLE "direct_uploads" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_direct_uploads" PRIMARY KEY AUTOINCREMENT,
    "user_id" INTEGER NOT NULL,
    "agent_id" INTEGER NULL,
    "key" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "content_type" TEXT NOT NULL,
    "byte_size" INTEGER NOT NULL,
    "checksum" TEXT NOT NULL,
    "metadata" TEXT NOT NULL,
    "url_expires_at" TEXT NOT NULL,
    "expires_at" TEXT NOT NULL,
    "uploaded_at" TEXT NULL,
    "used_at" TEXT NULL,
    "created_at" TEXT NOT NULL,
    "updated_at" TEXT NOT NULL
);
CREATE TABLE "doomed_files" (
    "key" TEXT NOT NULL CONSTRAINT "pk_doomed_files" PRIMARY KEY,
    "due_at" TEXT NOT NULL
);
CREATE TABLE "pictures" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_pictures" PRIMARY KEY AUTOINCREMENT,
    "workspace_id" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "thumbnail_key" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "content_type" TEXT NOT NULL,
    "created_at" TEXT NOT NULL,
    "updated_at" TEXT NOT NULL,
    CONSTRAINT "fk_pictures_workspaces_workspace_id" FOREIGN KEY ("workspace_id") REFERENCES "workspaces" ("id") ON DELETE CASCADE
);
CREATE TABLE "vendor_keys" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_vendor_keys" PRIMARY KEY AUTOINCREMENT,
    "agent_id" INTEGER NOT NULL,
    "vendor" TEXT NOT NULL,
    "ciphertext" TEXT NOT NULL,
    "masked" TEXT NOT NULL,
    "created_at" TEXT NOT NULL,
    "updated_at" TEXT NOT NULL,
    CONSTRAINT "fk_vendor_keys_agents_agent_id" FOREIGN KEY ("agent_id") REFERENCES "agents" ("id") ON DELETE CASCADE
);
CREATE TABLE "voices" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_voices" PRIMARY KEY AUTOINCREMENT,
    "agent_id" INTEGER NOT NULL,
    "voice_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "gender" TEXT NULL,
    "language" TEXT NULL,
    "description" TEXT NULL,
    "source" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "manner" TEXT NULL,
    "recording_id" INTEGER NULL,
    "origin" TEXT NULL,
    "created_at" TEXT NOT NULL,
    "updated_at" TEXT NOT NULL,
    CONSTRAINT "fk_voices_agents_agent_id" FOREIGN KEY ("agent_id") REFERENCES "agents" ("id") ON DELETE CASCADE,
    CONSTRAINT "fk_voices_content_resources_recording_id" FOREIGN KEY ("recording_id") REFERENCES "content_resources" ("id") ON DELETE SET NULL
);
CREATE TABLE "content_resources" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_content_resources" PRIMARY KEY AUTOINCREMENT,
    "agent_id" INTEGER NOT NULL,
    "byte_size" INTEGER NOT NULL,
    "content_type" TEXT NOT NULL,
    "created_at" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "folder_id" INTEGER NULL,
    "job_id" INTEGER NULL,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "metadata" TEXT NOT NULL,
    "thumbnail_key" TEXT NULL,
    "updated_at" TEXT NOT NULL,
    CONSTRAINT "fk_content_resources_agents_agent_id" FOREIGN KEY ("agent_id") REFERENCES "agents" ("id") ON DELETE CASCADE,
    CONSTRAINT "fk_content_resources_asset_folders_folder_id" FOREIGN KEY ("folder_id") REFERENCES "asset_folders" ("id") ON DELETE CASCADE
);
CREATE TABLE "passkeys" (
    "credential_id" BLOB NOT NULL CONSTRAINT "pk_passkeys" PRIMARY KEY,
    "user_id" INTEGER NOT NULL,
    "data" TEXT NOT NULL,
    CONSTRAINT "fk_passkeys_asp_net_users_user_id" FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE CASCADE
);
CREATE TABLE "webhook_deliveries" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_webhook_deliveries" PRIMARY KEY AUTOINCREMENT,
    "message_id" TEXT NOT NULL,
    "agent_id" INTEGER NOT NULL,
    "target" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "payload" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL,
    "tries" INTEGER NOT NULL,
    "queued_at" TEXT NOT NULL,
    "next_attempt_at" TEXT NOT NULL,
    "lease_until" TEXT NULL,
    "response_status" INTEGER NULL,
    "last_error" TEXT NULL,
    "delivered_at" TEXT NULL,
    "created_at" TEXT NOT NULL,
    "updated_at" TEXT NOT NULL,
    CONSTRAINT "fk_webhook_deliveries_agents_agent_id" FOREIGN KEY ("agent_id") REFERENCES "agents" ("id") ON DELETE CASCADE
);
CREATE TABLE "webhook_secrets" (
    "agent_id" INTEGER NOT NULL CONSTRAINT "pk_webhook_secrets" PRIMARY KEY,
    "ciphertext" TEXT NOT NULL,
    "previous_ciphertext" TEXT NULL,
    "previous_until" TEXT NULL,
    CONSTRAINT "fk_webhook_secrets_agents_agent_id" FOREIGN KEY ("agent_id") REFERENCES "agents" ("id") ON DELETE CASCADE
);
CREATE TABLE "ended_sessions" (
    "id" TEXT NOT NULL CONSTRAINT "pk_ended_sessions" PRIMARY KEY,
    "forget_at" TEXT NOT NULL
);
CREATE TABLE "jobs" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_jobs" PRIMARY KEY AUTOINCREMENT,
    "agent_id" INTEGER NOT NULL,
    "attempts" INTEGER NOT NULL,
    "cell_id" INTEGER NULL,
    "cost" INTEGER NOT NULL,
    "created_at" TEXT NOT NULL,
    "failed_reason" TEXT NULL,
    "fence" INTEGER NOT NULL,
    "input" TEXT NOT NULL,
    "lane" TEXT NOT NULL,
    "layer_id" INTEGER NULL,
    "lease_until" TEXT NULL,
    "model" TEXT NOT NULL,
    "progress" INTEGER NOT NULL,
    "provider" TEXT NOT NULL,
    "remote_id" TEXT NULL,
    "result" TEXT NULL,
    "run" INTEGER NOT NULL,
    "sheet_id" INTEGER NULL,
    "status" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "updated_at" TEXT NOT NULL,
    "warnings" TEXT NOT NULL,
    "workspace_id" INTEGER NOT NULL,
    CONSTRAINT "ck_jobs_cost" CHECK (cost >= 0 AND cost <= 1000000000000000),
    CONSTRAINT "fk_jobs_agents_agent_id" FOREIGN KEY ("agent_id") REFERENCES "agents" ("id") ON DELETE CASCADE
);
CREATE TABLE "credit_transactions" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_credit_transactions" PRIMARY KEY AUTOINCREMENT,
    "amount" INTEGER NOT NULL,
    "balance_after" INTEGER NOT NULL,
    "bucket" TEXT NOT NULL,
    "created_at" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "job_id" INTEGER NULL,
    "kind" TEXT NOT NULL,
    "reference" TEXT NULL,
    "updated_at" TEXT NOT NULL,
    "workspace_id" INTEGER NOT NULL,
    CONSTRAINT "ck_credit_transactions_amount" CHECK ((kind = 'Charge' AND amount < 0) OR (kind IN ('Grant', 'Refund') AND amount > 0) OR (kind = 'Adjust' AND amount <> 0)),
    CONSTRAINT "ck_credit_transactions_bounds" CHECK (amount >= -1000000000000000 AND amount <= 1000000000000000 AND balance_after >= 0 AND balance_after <= 1000000000000000),
    CONSTRAINT "fk_credit_transactions_workspaces_workspace_id" FOREIGN KEY ("workspace_id") REFERENCES "workspaces" ("id") ON DELETE CASCADE
);
CREATE TABLE "audit_events" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_audit_events" PRIMARY KEY AUTOINCREMENT,
    "action" TEXT NOT NULL,
    "user_id" INTEGER NULL,
    "workspace_id" INTEGER NULL,
    "target_type" TEXT NULL,
    "target_id" TEXT NULL,
    "ip_address" TEXT NULL,
    "user_agent" TEXT NULL,
    "count" INTEGER NOT NULL,
    "window_key" TEXT NULL,
    "created_at" TEXT NOT NULL,
    "updated_at" TEXT NOT NULL
);
CREATE TABLE "queued_mails" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_queued_mails" PRIMARY KEY AUTOINCREMENT,
    "recipient" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL,
    "next_attempt_at" TEXT NOT NULL,
    "created_at" TEXT NOT NULL,
    "updated_at" TEXT NOT NULL
);
CREATE TABLE "memberships" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_memberships" PRIMARY KEY AUTOINCREMENT,
    "created_at" TEXT NOT NULL,
    "expires_at" TEXT NULL,
    "invited_by_id" INTEGER NULL,
    "invited_email" TEXT NULL,
    "mail_token_hash" BLOB NULL,
    "role" TEXT NOT NULL,
    "token_hash" BLOB NULL,
    "updated_at" TEXT NOT NULL,
    "user_id" INTEGER NULL,
    "workspace_id" INTEGER NOT NULL,
    CONSTRAINT "ck_memberships_invitation" CHECK (user_id IS NOT NULL OR (expires_at IS NOT NULL AND invited_email IS NOT NULL)),
    CONSTRAINT "fk_memberships_users_user_id" FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE CASCADE,
    CONSTRAINT "fk_memberships_workspaces_workspace_id" FOREIGN KEY ("workspace_id") REFERENCES "workspaces" ("id") ON DELETE CASCADE
);
CREATE TABLE "workspaces" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_workspaces" PRIMARY KEY AUTOINCREMENT,
    "avatar_id" INTEGER NULL,
    "created_at" TEXT NOT NULL,
    "credits" INTEGER NOT NULL,
    "founder_id" INTEGER NULL,
    "name" TEXT NOT NULL,
    "updated_at" TEXT NOT NULL,
    "uuid" TEXT NOT NULL,
    CONSTRAINT "ck_workspaces_credits" CHECK (credits >= 0 AND credits <= 1000000000000000),
    CONSTRAINT "fk_workspaces_users_founder_id" FOREIGN KEY ("founder_id") REFERENCES "users" ("id") ON DELETE SET NULL
);
CREATE INDEX "ix_asp_net_user_claims_user_id" ON "AspNetUserClaims" ("user_id");
CREATE INDEX "ix_asp_net_user_logins_user_id" ON "AspNetUserLogins" ("user_id");
CREATE UNIQUE INDEX "ix_agents_workspace_id_name" ON "agents" ("workspace_id", "name") WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX "ix_api_keys_hash" ON "api_keys" ("hash");
CREATE INDEX "ix_api_keys_user_id" ON "api_keys" ("user_id");
CREATE UNIQUE INDEX "ix_global_variables_sheet_id_key" ON "global_variables" ("sheet_id", "key");
CREATE INDEX "ix_layers_cell_id_position" ON "layers" ("cell_id", "position");
CREATE INDEX "ix_refresh_tokens_family" ON "refresh_tokens" ("family");
CREATE UNIQUE INDEX "ix_refresh_tokens_hash" ON "refresh_tokens" ("hash");
CREATE INDEX "ix_refresh_tokens_user_id" ON "refresh_tokens" ("user_id");
CREATE INDEX "ix_sheet_cells_column_id" ON "sheet_cells" ("column_id");
CREATE UNIQUE INDEX "ix_sheet_cells_row_id_column_id" ON "sheet_cells" ("row_id", "column_id");
CREATE INDEX "ix_sheet_cells_sheet_id" ON "sheet_cells" ("sheet_id");
CREATE INDEX "ix_sheet_columns_sheet_id_position" ON "sheet_columns" ("sheet_id", "position");
CREATE INDEX "ix_sheet_rows_sheet_id_position" ON "sheet_rows" ("sheet_id", "position");
CREATE UNIQUE INDEX "ix_sheets_agent_id_slug" ON "sheets" ("agent_id", "slug");
CREATE UNIQUE INDEX "ix_signing_keys_key_id" ON "signing_keys" ("key_id");
CREATE INDEX "EmailIndex" ON "users" ("normalized_email");
CREATE UNIQUE INDEX "UserNameIndex" ON "users" ("normalized_user_name");
CREATE UNIQUE INDEX "ix_users_username" ON "users" ("username");
CREATE UNIQUE INDEX "ix_idempotent_calls_scope" ON "idempotent_calls" ("scope");
CREATE INDEX "ix_idempotent_calls_started_at" ON "idempotent_calls" ("started_at");
CREATE UNIQUE INDEX "ix_sheets_default" ON "sheets" ("agent_id") WHERE is_default;
CREATE INDEX "ix_agents_deleted_at" ON "agents" ("deleted_at");
CREATE INDEX "ix_agent_avatars_agent_id_preference_id" ON "agent_avatars" ("agent_id", "preference", "id");
CREATE INDEX "ix_agent_avatars_resource_id" ON "agent_avatars" ("resource_id");
CREATE INDEX "ix_asset_folders_agent_id_parent_id_id" ON "asset_folders" ("agent_id", "parent_id", "id");
CREATE INDEX "ix_asset_folders_parent_id" ON "asset_folders" ("parent_id");
CREATE INDEX "ix_direct_uploads_expires_at" ON "direct_uploads" ("expires_at");
CREATE UNIQUE INDEX "ix_direct_uploads_key" ON "direct_uploads" ("key");
CREATE INDEX "ix_doomed_files_due_at" ON "doomed_files" ("due_at");
CREATE UNIQUE INDEX "ix_pictures_key" ON "pictures" ("key");
CREATE INDEX "ix_pictures_thumbnail_key" ON "pictures" ("thumbnail_key");
CREATE INDEX "ix_pictures_workspace_id" ON "pictures" ("workspace_id");
CREATE UNIQUE INDEX "ix_vendor_keys_agent_id_vendor" ON "vendor_keys" ("agent_id", "vendor");
CREATE UNIQUE INDEX "ix_voices_agent_id_voice_id" ON "voices" ("agent_id", "voice_id");
CREATE UNIQUE INDEX "ix_voices_origin" ON "voices" ("origin");
CREATE INDEX "ix_voices_recording_id" ON "voices" ("recording_id");
CREATE INDEX "ix_content_resources_agent_id_id" ON "content_resources" ("agent_id", "id");
CREATE INDEX "ix_content_resources_folder_id_id" ON "content_resources" ("folder_id", "id");
CREATE INDEX "ix_content_resources_job_id" ON "content_resources" ("job_id");
CREATE UNIQUE INDEX "ix_content_resources_key" ON "content_resources" ("key");
CREATE INDEX "ix_content_resources_thumbnail_key" ON "content_resources" ("thumbnail_key");
CREATE INDEX "ix_passkeys_user_id" ON "passkeys" ("user_id");
CREATE INDEX "ix_webhook_deliveries_agent_id_id" ON "webhook_deliveries" ("agent_id", "id");
CREATE INDEX "ix_webhook_deliveries_created_at" ON "webhook_deliveries" ("created_at");
CREATE INDEX "ix_webhook_deliveries_leased" ON "webhook_deliveries" ("agent_id", "target") WHERE lease_until IS NOT NULL;
CREATE UNIQUE INDEX "ix_webhook_deliveries_message_id" ON "webhook_deliveries" ("message_id");
CREATE INDEX "ix_webhook_deliveries_pending" ON "webhook_deliveries" ("agent_id", "target", "next_attempt_at", "id") WHERE status = 'Pending';
CREATE INDEX "ix_ended_sessions_forget_at" ON "ended_sessions" ("forget_at");
CREATE INDEX "ix_jobs_agent_id_id" ON "jobs" ("agent_id", "id");
CREATE INDEX "ix_jobs_cell_id" ON "jobs" ("cell_id");
CREATE INDEX "ix_jobs_lane_status_provider_workspace_id_id" ON "jobs" ("lane", "status", "provider", "workspace_id", "id");
CREATE INDEX "ix_jobs_layer_id" ON "jobs" ("layer_id");
CREATE INDEX "ix_jobs_sheet_id" ON "jobs" ("sheet_id");
CREATE INDEX "ix_jobs_workspace_id_status" ON "jobs" ("workspace_id", "status");
CREATE INDEX "ix_credit_transactions_job_id" ON "credit_transactions" ("job_id");
CREATE UNIQUE INDEX "ix_credit_transactions_reference" ON "credit_transactions" ("reference");
CREATE INDEX "ix_credit_transactions_workspace_id_id" ON "credit_transactions" ("workspace_id", "id");
CREATE INDEX "ix_audit_events_created_at" ON "audit_events" ("created_at");
CREATE INDEX "ix_audit_events_user_id_id" ON "audit_events" ("user_id", "id");
CREATE UNIQUE INDEX "ix_audit_events_window_key" ON "audit_events" ("window_key");
CREATE INDEX "ix_audit_events_workspace_id_id" ON "audit_events" ("workspace_id", "id");
CREATE INDEX "ix_queued_mails_next_attempt_at" ON "queued_mails" ("next_attempt_at");
CREATE UNIQUE INDEX "ix_memberships_mail_token_hash" ON "memberships" ("mail_token_hash");
CREATE UNIQUE INDEX "ix_memberships_token_hash" ON "memberships" ("token_hash");
CREATE UNIQUE INDEX "ix_memberships_user_id_workspace_id" ON "memberships" ("user_id", "workspace_id");
CREATE INDEX "ix_memberships_workspace_id" ON "memberships" ("workspace_id");
CREATE INDEX "ix_workspaces_founder_id" ON "workspaces" ("founder_id");
CREATE UNIQUE INDEX "ix_workspaces_uuid" ON "workspaces" ("uuid");
INSERT INTO __EFMigrationsHistory VALUES ('20261123132235_Initial','10.0.12');
INSERT INTO __EFMigrationsHistory VALUES ('20261123155240_IdempotentCalls','10.0.12');
INSERT INTO __EFMigrationsHistory VALUES ('20261123165443_WholeContract','10.0.12');
INSERT INTO __EFMigrationsHistory VALUES ('20261123175225_Passkeys','10.0.12');
INSERT INTO __EFMigrationsHistory VALUES ('20261123200921_VendorJobs','10.0.12');
INSERT INTO __EFMigrationsHistory VALUES ('20261123203716_JobClaims','10.0.12');
INSERT INTO __EFMigrationsHistory VALUES ('20261123224842_Recalculation','10.0.12');
INSERT INTO __EFMigrationsHistory VALUES ('20261123232026_Webhooks','10.0.12');
INSERT INTO __EFMigrationsHistory VALUES ('20261127140929_SignInTriesAndSessions','10.0.12');
INSERT INTO __EFMigrationsHistory VALUES ('20261127141727_MoneyRules','10.0.12');
INSERT INTO __EFMigrationsHistory VALUES ('20261127150242_People','10.0.12');
