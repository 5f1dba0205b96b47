// Made by Scripts/generate/embed-specs.sh.
#include "CSpecs.h"

static const uint8_t file0[] = {
#embed "../../Specs/commands/SPEC.md"
};

static const uint8_t file1[] = {
#embed "../../Specs/delivery/SPEC.md"
};

static const uint8_t file2[] = {
#embed "../../Specs/form/SPEC.md"
};

static const uint8_t file3[] = {
#embed "../../Specs/form/cases.jsonl"
};

static const uint8_t file4[] = {
#embed "../../Specs/form/invalid/strict.jsonl"
};

static const uint8_t file5[] = {
#embed "../../Specs/form/valid/synology.jsonl"
};

static const uint8_t file6[] = {
#embed "../../Specs/http/SPEC.md"
};

static const uint8_t file7[] = {
#embed "../../Specs/http/cases.jsonl"
};

static const uint8_t file8[] = {
#embed "../../Specs/http/invalid/body.jsonl"
};

static const uint8_t file9[] = {
#embed "../../Specs/http/invalid/chunked.jsonl"
};

static const uint8_t file10[] = {
#embed "../../Specs/http/invalid/fields.jsonl"
};

static const uint8_t file11[] = {
#embed "../../Specs/http/invalid/host.jsonl"
};

static const uint8_t file12[] = {
#embed "../../Specs/http/invalid/request-line.jsonl"
};

static const uint8_t file13[] = {
#embed "../../Specs/http/invalid/target.jsonl"
};

static const uint8_t file14[] = {
#embed "../../Specs/http/valid/body.jsonl"
};

static const uint8_t file15[] = {
#embed "../../Specs/http/valid/fields.jsonl"
};

static const uint8_t file16[] = {
#embed "../../Specs/http/valid/host.jsonl"
};

static const uint8_t file17[] = {
#embed "../../Specs/http/valid/request-line.jsonl"
};

static const uint8_t file18[] = {
#embed "../../Specs/http/valid/target.jsonl"
};

static const uint8_t file19[] = {
#embed "../../Specs/json/SPEC.md"
};

static const uint8_t file20[] = {
#embed "../../Specs/json/invalid/limits.jsonl"
};

static const uint8_t file21[] = {
#embed "../../Specs/json/invalid/literals.jsonl"
};

static const uint8_t file22[] = {
#embed "../../Specs/json/invalid/numbers.jsonl"
};

static const uint8_t file23[] = {
#embed "../../Specs/json/invalid/objects.jsonl"
};

static const uint8_t file24[] = {
#embed "../../Specs/json/invalid/strings.jsonl"
};

static const uint8_t file25[] = {
#embed "../../Specs/json/invalid/structure.jsonl"
};

static const uint8_t file26[] = {
#embed "../../Specs/json/invalid/utf8.jsonl"
};

static const uint8_t file27[] = {
#embed "../../Specs/json/valid/escapes.jsonl"
};

static const uint8_t file28[] = {
#embed "../../Specs/json/valid/literals.jsonl"
};

static const uint8_t file29[] = {
#embed "../../Specs/json/valid/numbers.jsonl"
};

static const uint8_t file30[] = {
#embed "../../Specs/json/valid/objects.jsonl"
};

static const uint8_t file31[] = {
#embed "../../Specs/json/valid/strings.jsonl"
};

static const uint8_t file32[] = {
#embed "../../Specs/json/valid/structure.jsonl"
};

static const uint8_t file33[] = {
#embed "../../Specs/json/valid/unicode.jsonl"
};

static const uint8_t file34[] = {
#embed "../../Specs/json/valid/whitespace.jsonl"
};

static const uint8_t file35[] = {
#embed "../../Specs/openai/SPEC.md"
};

static const uint8_t file36[] = {
#embed "../../Specs/openai/cases.jsonl"
};

static const uint8_t file37[] = {
#embed "../../Specs/openai/invalid/error.jsonl"
};

static const uint8_t file38[] = {
#embed "../../Specs/openai/invalid/request.jsonl"
};

static const uint8_t file39[] = {
#embed "../../Specs/openai/invalid/response.jsonl"
};

static const uint8_t file40[] = {
#embed "../../Specs/openai/invalid/stream.jsonl"
};

static const uint8_t file41[] = {
#embed "../../Specs/openai/valid/error.jsonl"
};

static const uint8_t file42[] = {
#embed "../../Specs/openai/valid/request.jsonl"
};

static const uint8_t file43[] = {
#embed "../../Specs/openai/valid/response.jsonl"
};

static const uint8_t file44[] = {
#embed "../../Specs/openai/valid/stream.jsonl"
};

static const uint8_t file45[] = {
#embed "../../Specs/platform/SPEC.md"
};

static const uint8_t file46[] = {
#embed "../../Specs/security/SPEC.md"
};

static const uint8_t file47[] = {
#embed "../../Specs/sse/SPEC.md"
};

static const uint8_t file48[] = {
#embed "../../Specs/sse/invalid/limits.jsonl"
};

static const uint8_t file49[] = {
#embed "../../Specs/sse/valid/comments.jsonl"
};

static const uint8_t file50[] = {
#embed "../../Specs/sse/valid/encoding.jsonl"
};

static const uint8_t file51[] = {
#embed "../../Specs/sse/valid/fields.jsonl"
};

static const uint8_t file52[] = {
#embed "../../Specs/sse/valid/identifiers.jsonl"
};

static const uint8_t file53[] = {
#embed "../../Specs/sse/valid/limits.jsonl"
};

static const uint8_t file54[] = {
#embed "../../Specs/sse/valid/lines.jsonl"
};

static const uint8_t file55[] = {
#embed "../../Specs/sse/valid/retry.jsonl"
};

static const uint8_t file56[] = {
#embed "../../Specs/sse/valid/types.jsonl"
};

static const uint8_t file57[] = {
#embed "../../Specs/synology/SPEC.md"
};

static const uint8_t file58[] = {
#embed "../../Specs/synology/invalid/callback.jsonl"
};

static const uint8_t file59[] = {
#embed "../../Specs/synology/invalid/command.jsonl"
};

static const uint8_t file60[] = {
#embed "../../Specs/synology/invalid/message.jsonl"
};

static const uint8_t file61[] = {
#embed "../../Specs/synology/invalid/outgoing.jsonl"
};

static const uint8_t file62[] = {
#embed "../../Specs/synology/invalid/response.jsonl"
};

static const uint8_t file63[] = {
#embed "../../Specs/synology/valid/callback.jsonl"
};

static const uint8_t file64[] = {
#embed "../../Specs/synology/valid/command.jsonl"
};

static const uint8_t file65[] = {
#embed "../../Specs/synology/valid/message.jsonl"
};

static const uint8_t file66[] = {
#embed "../../Specs/synology/valid/outgoing.jsonl"
};

static const uint8_t file67[] = {
#embed "../../Specs/synology/valid/response.jsonl"
};

static const uint8_t file68[] = {
#embed "../../Specs/tokens/SPEC.md"
};

static const uint8_t file69[] = {
#embed "../../Specs/tokens/not-utf8.jsonl"
};

static const uint8_t file70[] = {
#embed "../../Specs/tokens/tokens-dev-2.jsonl"
};

static const uint8_t file71[] = {
#embed "../../Specs/tokens/tokens-dev.jsonl"
};

static const struct cspecs_file files[] = {
    {"Specs/commands/SPEC.md", file0, sizeof file0},
    {"Specs/delivery/SPEC.md", file1, sizeof file1},
    {"Specs/form/SPEC.md", file2, sizeof file2},
    {"Specs/form/cases.jsonl", file3, sizeof file3},
    {"Specs/form/invalid/strict.jsonl", file4, sizeof file4},
    {"Specs/form/valid/synology.jsonl", file5, sizeof file5},
    {"Specs/http/SPEC.md", file6, sizeof file6},
    {"Specs/http/cases.jsonl", file7, sizeof file7},
    {"Specs/http/invalid/body.jsonl", file8, sizeof file8},
    {"Specs/http/invalid/chunked.jsonl", file9, sizeof file9},
    {"Specs/http/invalid/fields.jsonl", file10, sizeof file10},
    {"Specs/http/invalid/host.jsonl", file11, sizeof file11},
    {"Specs/http/invalid/request-line.jsonl", file12, sizeof file12},
    {"Specs/http/invalid/target.jsonl", file13, sizeof file13},
    {"Specs/http/valid/body.jsonl", file14, sizeof file14},
    {"Specs/http/valid/fields.jsonl", file15, sizeof file15},
    {"Specs/http/valid/host.jsonl", file16, sizeof file16},
    {"Specs/http/valid/request-line.jsonl", file17, sizeof file17},
    {"Specs/http/valid/target.jsonl", file18, sizeof file18},
    {"Specs/json/SPEC.md", file19, sizeof file19},
    {"Specs/json/invalid/limits.jsonl", file20, sizeof file20},
    {"Specs/json/invalid/literals.jsonl", file21, sizeof file21},
    {"Specs/json/invalid/numbers.jsonl", file22, sizeof file22},
    {"Specs/json/invalid/objects.jsonl", file23, sizeof file23},
    {"Specs/json/invalid/strings.jsonl", file24, sizeof file24},
    {"Specs/json/invalid/structure.jsonl", file25, sizeof file25},
    {"Specs/json/invalid/utf8.jsonl", file26, sizeof file26},
    {"Specs/json/valid/escapes.jsonl", file27, sizeof file27},
    {"Specs/json/valid/literals.jsonl", file28, sizeof file28},
    {"Specs/json/valid/numbers.jsonl", file29, sizeof file29},
    {"Specs/json/valid/objects.jsonl", file30, sizeof file30},
    {"Specs/json/valid/strings.jsonl", file31, sizeof file31},
    {"Specs/json/valid/structure.jsonl", file32, sizeof file32},
    {"Specs/json/valid/unicode.jsonl", file33, sizeof file33},
    {"Specs/json/valid/whitespace.jsonl", file34, sizeof file34},
    {"Specs/openai/SPEC.md", file35, sizeof file35},
    {"Specs/openai/cases.jsonl", file36, sizeof file36},
    {"Specs/openai/invalid/error.jsonl", file37, sizeof file37},
    {"Specs/openai/invalid/request.jsonl", file38, sizeof file38},
    {"Specs/openai/invalid/response.jsonl", file39, sizeof file39},
    {"Specs/openai/invalid/stream.jsonl", file40, sizeof file40},
    {"Specs/openai/valid/error.jsonl", file41, sizeof file41},
    {"Specs/openai/valid/request.jsonl", file42, sizeof file42},
    {"Specs/openai/valid/response.jsonl", file43, sizeof file43},
    {"Specs/openai/valid/stream.jsonl", file44, sizeof file44},
    {"Specs/platform/SPEC.md", file45, sizeof file45},
    {"Specs/security/SPEC.md", file46, sizeof file46},
    {"Specs/sse/SPEC.md", file47, sizeof file47},
    {"Specs/sse/invalid/limits.jsonl", file48, sizeof file48},
    {"Specs/sse/valid/comments.jsonl", file49, sizeof file49},
    {"Specs/sse/valid/encoding.jsonl", file50, sizeof file50},
    {"Specs/sse/valid/fields.jsonl", file51, sizeof file51},
    {"Specs/sse/valid/identifiers.jsonl", file52, sizeof file52},
    {"Specs/sse/valid/limits.jsonl", file53, sizeof file53},
    {"Specs/sse/valid/lines.jsonl", file54, sizeof file54},
    {"Specs/sse/valid/retry.jsonl", file55, sizeof file55},
    {"Specs/sse/valid/types.jsonl", file56, sizeof file56},
    {"Specs/synology/SPEC.md", file57, sizeof file57},
    {"Specs/synology/invalid/callback.jsonl", file58, sizeof file58},
    {"Specs/synology/invalid/command.jsonl", file59, sizeof file59},
    {"Specs/synology/invalid/message.jsonl", file60, sizeof file60},
    {"Specs/synology/invalid/outgoing.jsonl", file61, sizeof file61},
    {"Specs/synology/invalid/response.jsonl", file62, sizeof file62},
    {"Specs/synology/valid/callback.jsonl", file63, sizeof file63},
    {"Specs/synology/valid/command.jsonl", file64, sizeof file64},
    {"Specs/synology/valid/message.jsonl", file65, sizeof file65},
    {"Specs/synology/valid/outgoing.jsonl", file66, sizeof file66},
    {"Specs/synology/valid/response.jsonl", file67, sizeof file67},
    {"Specs/tokens/SPEC.md", file68, sizeof file68},
    {"Specs/tokens/not-utf8.jsonl", file69, sizeof file69},
    {"Specs/tokens/tokens-dev-2.jsonl", file70, sizeof file70},
    {"Specs/tokens/tokens-dev.jsonl", file71, sizeof file71},
};

const struct cspecs_file *cspecs_files(void) { return files; }

size_t cspecs_count(void) { return sizeof files / sizeof files[0]; }
