CREATE TABLE "webhookDeliveries" (
	"webhookId" text collate "C" NOT NULL,
	"id" text collate "C" NOT NULL,
	"position" bigint,
	"type" text NOT NULL,
	"status" text collate "C" NOT NULL,
	"attempts" integer NOT NULL,
	"dueAt" timestamp (3) with time zone,
	"createdAt" timestamp (3) with time zone NOT NULL,
	"lastAttemptAt" timestamp (3) with time zone,
	"responseStatus" integer,
	"durationMs" integer,
	"error" text,
	CONSTRAINT "webhookDeliveries_pk" PRIMARY KEY("webhookId","id")
);
--> statement-breakpoint
CREATE TABLE "webhookEvents" (
	"webhookId" text collate "C" NOT NULL,
	"type" text collate "C" NOT NULL,
	CONSTRAINT "webhookEvents_pk" PRIMARY KEY("webhookId","type")
);
--> statement-breakpoint
CREATE TABLE "webhooks" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"url" text NOT NULL,
	"description" text,
	"status" text collate "C" NOT NULL,
	"disabledReason" text,
	"disabledAt" timestamp (3) with time zone,
	"failingSince" timestamp (3) with time zone,
	"secretNumber" integer NOT NULL,
	"formerSecretUntil" timestamp (3) with time zone,
	"fromPosition" bigint NOT NULL,
	"keyId" text collate "C",
	"leasedUntil" timestamp (3) with time zone NOT NULL,
	"leasedBy" text,
	"createdAt" timestamp (3) with time zone NOT NULL,
	"version" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "webhookDeliveries" ADD CONSTRAINT "webhookDeliveries_webhookId_webhooks_id_fk" FOREIGN KEY ("webhookId") REFERENCES "public"."webhooks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhookEvents" ADD CONSTRAINT "webhookEvents_webhookId_webhooks_id_fk" FOREIGN KEY ("webhookId") REFERENCES "public"."webhooks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "webhookDeliveries_due" ON "webhookDeliveries" USING btree ("webhookId","dueAt");--> statement-breakpoint
CREATE INDEX "webhookDeliveries_created" ON "webhookDeliveries" USING btree ("createdAt");--> statement-breakpoint
CREATE INDEX "webhookEvents_type" ON "webhookEvents" USING btree ("type");