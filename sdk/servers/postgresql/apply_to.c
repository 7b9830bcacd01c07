/* SPDX-License-Identifier: MIT */
#include "apply_to.h"

/* One entry of the list, as it stands there. */
struct entry {
  bool is_database;
  const char* name;
  size_t length;
};

static bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

static const char* after_blanks(const char* at) {
  while (is_blank(*at))
    at++;
  return at;
}

/* The name at `at`; where it ends, or NULL where there is none. */
static const char* read_name(const char* at, struct entry* found) {
  const char* end;
  if (*at == '"') {
    end = strchr(++at, '"');
    if (end == NULL) return NULL;
    found->name = at;
    found->length = end - at;
    end++;
  } else {
    end = at + strcspn(at, ",\"=");
    found->name = at;
    found->length = end - at;
    while (found->length > 0 && is_blank(at[found->length - 1]))
      found->length--;
  }
  return found->length > 0 ? after_blanks(end) : NULL;
}

/* The entry at *at, which then stands at the next one or at the end. False: it is none. */
static bool read_entry(const char** at, struct entry* found) {
  static const char kRole[] = "role", kDatabase[] = "database";
  const char* here = after_blanks(*at);
  found->is_database = strncmp(here, kDatabase, strlen(kDatabase)) == 0;
  if (!found->is_database && strncmp(here, kRole, strlen(kRole)) != 0) return false;
  here = after_blanks(here + strlen(found->is_database ? kDatabase : kRole));
  if (*here != '=') return false;
  here = read_name(after_blanks(here + 1), found);
  if (here == NULL) return false;
  if (*here == ',') {
    here = after_blanks(here + 1);
    if (*here == '\0') return false; /* a comma that nothing follows */
  } else if (*here != '\0') {
    return false;
  }
  *at = here;
  return true;
}

static bool is_word(const char* list, const char* word) {
  const char* const start = after_blanks(list);
  const size_t length = strlen(word);
  return strncmp(start, word, length) == 0 && *after_blanks(start + length) == '\0';
}

bool apply_to_is_valid(const char* list, const char** wrong) {
  struct entry entry;
  *wrong = "It is neither all nor none, and no list of role=NAME and database=NAME.";
  if (is_word(list, "all") || is_word(list, "none")) return true;
  do {
    if (!read_entry(&list, &entry)) return false;
    if (entry.length >= NAMEDATALEN) {
      *wrong = "A name is longer than any that the server knows.";
      return false;
    }
  } while (*list != '\0');
  return true;
}

static bool is_named(const struct entry* entry, const char* role, const char* database) {
  const char* const name = entry->is_database ? database : role;
  if (entry->is_database && *database == '\0') return true;
  return strlen(name) == entry->length && strncmp(name, entry->name, entry->length) == 0;
}

bool apply_to_names(const char* list, const char* role, const char* database) {
  struct entry entry;
  if (is_word(list, "all")) return true;
  if (is_word(list, "none")) return false;
  do {
    if (!read_entry(&list, &entry)) return true;
    if (is_named(&entry, role, database)) return true;
  } while (*list != '\0');
  return false;
}
