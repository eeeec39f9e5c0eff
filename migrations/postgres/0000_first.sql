CREATE TABLE "apiKeys" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"secretHash" text NOT NULL,
	"scopes" json NOT NULL,
	"createdAt" timestamp (3) with time zone NOT NULL,
	"expiresAt" timestamp (3) with time zone,
	"revokedAt" timestamp (3) with time zone,
	"lastUsedAt" timestamp (3) with time zone,
	"version" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "articleAuthors" (
	"articleId" text collate "C" NOT NULL,
	"position" integer NOT NULL,
	"name" text NOT NULL,
	"nameKey" text collate "C" NOT NULL,
	"title" text,
	"organization" text,
	CONSTRAINT "articleAuthors_articleId_position_pk" PRIMARY KEY("articleId","position")
);
--> statement-breakpoint
CREATE TABLE "articleSources" (
	"identity" text collate "C" PRIMARY KEY NOT NULL,
	"articleId" text collate "C" NOT NULL,
	"format" text NOT NULL,
	"contentHash" text NOT NULL,
	"importedAt" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "articleSubjects" (
	"articleId" text collate "C" NOT NULL,
	"position" integer NOT NULL,
	"name" text NOT NULL,
	"nameKey" text collate "C" NOT NULL,
	"uri" text,
	"qcode" text,
	CONSTRAINT "articleSubjects_articleId_position_pk" PRIMARY KEY("articleId","position")
);
--> statement-breakpoint
CREATE TABLE "articleTags" (
	"articleId" text collate "C" NOT NULL,
	"position" integer NOT NULL,
	"name" text NOT NULL,
	"nameKey" text collate "C" NOT NULL,
	CONSTRAINT "articleTags_articleId_position_pk" PRIMARY KEY("articleId","position")
);
--> statement-breakpoint
CREATE TABLE "articles" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"slug" text collate "C" NOT NULL,
	"status" text collate "C" NOT NULL,
	"version" integer NOT NULL,
	"headline" text NOT NULL,
	"summary" text,
	"byline" text,
	"datelineText" text,
	"datelinePlace" text,
	"datelineAgency" text,
	"datelineAgencyKey" text collate "C",
	"datelineMonth" integer,
	"datelineDay" integer,
	"datelineYear" integer,
	"providerName" text,
	"providerUri" text,
	"providerKey" text collate "C",
	"section" text,
	"sectionKey" text collate "C",
	"language" text collate "C",
	"blocks" json NOT NULL,
	"bodyHtml" text NOT NULL,
	"bodyText" text NOT NULL,
	"wordCount" integer NOT NULL,
	"leadMediaId" text collate "C",
	"createdAt" timestamp (3) with time zone NOT NULL,
	"updatedAt" timestamp (3) with time zone NOT NULL,
	"publishAt" timestamp (3) with time zone,
	"publishedAt" timestamp (3) with time zone,
	"embargoUntil" timestamp (3) with time zone,
	"canonicalUrl" text,
	"commentCount" integer NOT NULL,
	"commentsOpen" boolean NOT NULL,
	"createdBy" text collate "C",
	"extensions" json,
	CONSTRAINT "articles_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "changes" (
	"position" bigint PRIMARY KEY NOT NULL,
	"id" text collate "C" NOT NULL,
	"type" text NOT NULL,
	"resource" text NOT NULL,
	"resourceId" text collate "C" NOT NULL,
	"articleId" text collate "C",
	"version" integer,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "changes_id_unique" UNIQUE("id")
);
--> statement-breakpoint
CREATE TABLE "commentDuplicates" (
	"key" text collate "C" PRIMARY KEY NOT NULL,
	"commentId" text collate "C" NOT NULL,
	"expiresAt" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "commentLog" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"commentId" text collate "C" NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"fromStatus" text,
	"toStatus" text NOT NULL,
	"reasonCode" text,
	"note" text
);
--> statement-breakpoint
CREATE TABLE "commentPii" (
	"commentId" text collate "C" PRIMARY KEY NOT NULL,
	"email" text,
	"emailKey" text collate "C",
	"ipHash" text collate "C",
	"ipPrefix" text,
	"userAgent" text,
	"referrer" text,
	"expiresAt" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "comments" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"articleId" text collate "C" NOT NULL,
	"parentId" text collate "C",
	"inReplyTo" text collate "C",
	"rootId" text collate "C" NOT NULL,
	"depth" integer NOT NULL,
	"status" text collate "C" NOT NULL,
	"previousStatus" text,
	"authorName" text NOT NULL,
	"authorUrl" text,
	"avatarSeed" text NOT NULL,
	"isStaff" boolean NOT NULL,
	"isVerified" boolean NOT NULL,
	"bodyRaw" text NOT NULL,
	"bodyHtml" text NOT NULL,
	"bodyText" text NOT NULL,
	"renderer" text NOT NULL,
	"replyCount" integer NOT NULL,
	"descendantCount" integer NOT NULL,
	"upCount" integer NOT NULL,
	"downCount" integer NOT NULL,
	"pinned" boolean NOT NULL,
	"version" integer NOT NULL,
	"heldReasons" json NOT NULL,
	"editTokenHash" text,
	"editableUntil" timestamp (3) with time zone,
	"duplicateKey" text NOT NULL,
	"createdAt" timestamp (3) with time zone NOT NULL,
	"editedAt" timestamp (3) with time zone,
	"reviewedAt" timestamp (3) with time zone,
	"reviewedBy" text
);
--> statement-breakpoint
CREATE TABLE "corrections" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"articleId" text collate "C" NOT NULL,
	"kind" text NOT NULL,
	"text" text NOT NULL,
	"createdAt" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "counters" (
	"name" text collate "C" PRIMARY KEY NOT NULL,
	"value" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "creditNames" (
	"creditId" text collate "C" NOT NULL,
	"kind" text collate "C" NOT NULL,
	"position" integer NOT NULL,
	"name" text NOT NULL,
	"nameKey" text collate "C" NOT NULL,
	CONSTRAINT "creditNames_creditId_kind_position_pk" PRIMARY KEY("creditId","kind","position")
);
--> statement-breakpoint
CREATE TABLE "formerSlugs" (
	"slug" text collate "C" PRIMARY KEY NOT NULL,
	"articleId" text collate "C" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "idempotencyKeys" (
	"scope" text collate "C" PRIMARY KEY NOT NULL,
	"fingerprint" text NOT NULL,
	"status" text NOT NULL,
	"response" json,
	"createdAt" timestamp (3) with time zone NOT NULL,
	"expiresAt" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "imports" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"format" text NOT NULL,
	"dryRun" boolean NOT NULL,
	"actor" text,
	"report" json NOT NULL,
	"createdAt" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "mediaCredits" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"articleId" text collate "C" NOT NULL,
	"position" integer NOT NULL,
	"role" text NOT NULL,
	"mediaUrl" text,
	"mediaType" text,
	"width" integer,
	"height" integer,
	"altText" text,
	"caption" text,
	"creditLine" text,
	"label" text,
	"creators" json NOT NULL,
	"organizations" json NOT NULL,
	"qualifiers" json NOT NULL,
	"copyrightNotice" text,
	"usageTerms" text,
	"license" text,
	"webStatement" text,
	"rightsExpireAt" timestamp (3) with time zone,
	"version" integer NOT NULL,
	"createdAt" timestamp (3) with time zone NOT NULL,
	"updatedAt" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "quotes" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"articleId" text collate "C" NOT NULL,
	"articleVersion" integer NOT NULL,
	"kind" text collate "C" NOT NULL,
	"text" text NOT NULL,
	"speakerId" text collate "C",
	"speakerName" text,
	"speakerTitle" text,
	"speakerOrganization" text,
	"cue" text,
	"viaName" text,
	"viaText" text,
	"viaKey" text collate "C",
	"positionStart" integer,
	"positionEnd" integer,
	"block" integer,
	"prefix" text,
	"suffix" text,
	"state" text NOT NULL,
	"origin" text NOT NULL,
	"rule" text,
	"confidence" double precision,
	"reviewedAt" timestamp (3) with time zone,
	"version" integer NOT NULL,
	"createdAt" timestamp (3) with time zone NOT NULL,
	"updatedAt" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"name" text collate "C" PRIMARY KEY NOT NULL,
	"value" json NOT NULL,
	"updatedAt" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "speakers" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"nameKey" text collate "C" NOT NULL,
	"kind" text,
	"createdAt" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "speakers_nameKey_unique" UNIQUE("nameKey")
);
--> statement-breakpoint
ALTER TABLE "articleAuthors" ADD CONSTRAINT "articleAuthors_articleId_articles_id_fk" FOREIGN KEY ("articleId") REFERENCES "public"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "articleSources" ADD CONSTRAINT "articleSources_articleId_articles_id_fk" FOREIGN KEY ("articleId") REFERENCES "public"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "articleSubjects" ADD CONSTRAINT "articleSubjects_articleId_articles_id_fk" FOREIGN KEY ("articleId") REFERENCES "public"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "articleTags" ADD CONSTRAINT "articleTags_articleId_articles_id_fk" FOREIGN KEY ("articleId") REFERENCES "public"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commentDuplicates" ADD CONSTRAINT "commentDuplicates_commentId_comments_id_fk" FOREIGN KEY ("commentId") REFERENCES "public"."comments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commentLog" ADD CONSTRAINT "commentLog_commentId_comments_id_fk" FOREIGN KEY ("commentId") REFERENCES "public"."comments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commentPii" ADD CONSTRAINT "commentPii_commentId_comments_id_fk" FOREIGN KEY ("commentId") REFERENCES "public"."comments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_articleId_articles_id_fk" FOREIGN KEY ("articleId") REFERENCES "public"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_parentId_comments_id_fk" FOREIGN KEY ("parentId") REFERENCES "public"."comments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_inReplyTo_comments_id_fk" FOREIGN KEY ("inReplyTo") REFERENCES "public"."comments"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "corrections" ADD CONSTRAINT "corrections_articleId_articles_id_fk" FOREIGN KEY ("articleId") REFERENCES "public"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "creditNames" ADD CONSTRAINT "creditNames_creditId_mediaCredits_id_fk" FOREIGN KEY ("creditId") REFERENCES "public"."mediaCredits"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "formerSlugs" ADD CONSTRAINT "formerSlugs_articleId_articles_id_fk" FOREIGN KEY ("articleId") REFERENCES "public"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mediaCredits" ADD CONSTRAINT "mediaCredits_articleId_articles_id_fk" FOREIGN KEY ("articleId") REFERENCES "public"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quotes" ADD CONSTRAINT "quotes_articleId_articles_id_fk" FOREIGN KEY ("articleId") REFERENCES "public"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quotes" ADD CONSTRAINT "quotes_speakerId_speakers_id_fk" FOREIGN KEY ("speakerId") REFERENCES "public"."speakers"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "articleAuthors_name" ON "articleAuthors" USING btree ("nameKey","articleId");--> statement-breakpoint
CREATE INDEX "articleSources_article" ON "articleSources" USING btree ("articleId");--> statement-breakpoint
CREATE INDEX "articleSubjects_name" ON "articleSubjects" USING btree ("nameKey","articleId");--> statement-breakpoint
CREATE INDEX "articleTags_name" ON "articleTags" USING btree ("nameKey","articleId");--> statement-breakpoint
CREATE INDEX "articles_published" ON "articles" USING btree ("status","publishedAt","id");--> statement-breakpoint
CREATE INDEX "articles_updated" ON "articles" USING btree ("status","updatedAt","id");--> statement-breakpoint
CREATE INDEX "articles_due" ON "articles" USING btree ("status","publishAt");--> statement-breakpoint
CREATE INDEX "articles_section" ON "articles" USING btree ("sectionKey","status","publishedAt","id");--> statement-breakpoint
CREATE INDEX "articles_language" ON "articles" USING btree ("language","status","publishedAt","id");--> statement-breakpoint
CREATE INDEX "articles_datelineAgency" ON "articles" USING btree ("datelineAgencyKey");--> statement-breakpoint
CREATE INDEX "articles_provider" ON "articles" USING btree ("providerKey");--> statement-breakpoint
CREATE INDEX "changes_at" ON "changes" USING btree ("at");--> statement-breakpoint
CREATE INDEX "changes_article" ON "changes" USING btree ("articleId");--> statement-breakpoint
CREATE INDEX "changes_resource" ON "changes" USING btree ("resource","resourceId");--> statement-breakpoint
CREATE INDEX "commentDuplicates_comment" ON "commentDuplicates" USING btree ("commentId");--> statement-breakpoint
CREATE INDEX "commentDuplicates_expires" ON "commentDuplicates" USING btree ("expiresAt");--> statement-breakpoint
CREATE INDEX "commentLog_comment" ON "commentLog" USING btree ("commentId","at","id");--> statement-breakpoint
CREATE INDEX "commentLog_at" ON "commentLog" USING btree ("at","id");--> statement-breakpoint
CREATE INDEX "commentPii_email" ON "commentPii" USING btree ("emailKey");--> statement-breakpoint
CREATE INDEX "commentPii_ip" ON "commentPii" USING btree ("ipHash");--> statement-breakpoint
CREATE INDEX "commentPii_expires" ON "commentPii" USING btree ("expiresAt");--> statement-breakpoint
CREATE INDEX "comments_article" ON "comments" USING btree ("articleId","status","createdAt","id");--> statement-breakpoint
CREATE INDEX "comments_parent" ON "comments" USING btree ("parentId","createdAt","id");--> statement-breakpoint
CREATE INDEX "comments_inReplyTo" ON "comments" USING btree ("inReplyTo");--> statement-breakpoint
CREATE INDEX "comments_root" ON "comments" USING btree ("rootId");--> statement-breakpoint
CREATE INDEX "comments_status" ON "comments" USING btree ("status","createdAt","id");--> statement-breakpoint
CREATE INDEX "corrections_article" ON "corrections" USING btree ("articleId","createdAt","id");--> statement-breakpoint
CREATE INDEX "creditNames_name" ON "creditNames" USING btree ("kind","nameKey","creditId");--> statement-breakpoint
CREATE INDEX "formerSlugs_article" ON "formerSlugs" USING btree ("articleId");--> statement-breakpoint
CREATE INDEX "idempotencyKeys_expires" ON "idempotencyKeys" USING btree ("expiresAt");--> statement-breakpoint
CREATE INDEX "imports_created" ON "imports" USING btree ("createdAt","id");--> statement-breakpoint
CREATE INDEX "mediaCredits_article" ON "mediaCredits" USING btree ("articleId","position");--> statement-breakpoint
CREATE INDEX "mediaCredits_created" ON "mediaCredits" USING btree ("createdAt","id");--> statement-breakpoint
CREATE INDEX "mediaCredits_rightsExpire" ON "mediaCredits" USING btree ("rightsExpireAt");--> statement-breakpoint
CREATE INDEX "quotes_article" ON "quotes" USING btree ("articleId","positionStart","id");--> statement-breakpoint
CREATE INDEX "quotes_speaker" ON "quotes" USING btree ("speakerId","createdAt","id");--> statement-breakpoint
CREATE INDEX "quotes_via" ON "quotes" USING btree ("viaKey","createdAt","id");--> statement-breakpoint
CREATE INDEX "quotes_created" ON "quotes" USING btree ("createdAt","id");