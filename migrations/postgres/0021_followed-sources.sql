CREATE TABLE "followedSources" (
	"url" text collate "C" PRIMARY KEY NOT NULL,
	"position" bigint,
	"state" text NOT NULL,
	"updatedAt" timestamp (3) with time zone NOT NULL
);
