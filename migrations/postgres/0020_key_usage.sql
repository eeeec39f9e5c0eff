CREATE TABLE "keyUsage" (
	"keyId" text collate "C" NOT NULL,
	"day" text collate "C" NOT NULL,
	"requests" bigint NOT NULL,
	"bytes" bigint NOT NULL,
	CONSTRAINT "keyUsage_keyId_day_pk" PRIMARY KEY("keyId","day")
);
