CREATE TABLE "embargoedChanges" (
	"number" bigint PRIMARY KEY NOT NULL,
	"place" bigint NOT NULL,
	"id" text collate "C" NOT NULL,
	"type" text NOT NULL,
	"resource" text NOT NULL,
	"resourceId" text collate "C" NOT NULL,
	"articleId" text collate "C",
	"version" integer,
	"at" timestamp (3) with time zone NOT NULL,
	"former" json,
	CONSTRAINT "embargoedChanges_place_unique" UNIQUE("place"),
	CONSTRAINT "embargoedChanges_id_unique" UNIQUE("id")
);
--> statement-breakpoint
CREATE INDEX "embargoedChanges_at" ON "embargoedChanges" USING btree ("at");