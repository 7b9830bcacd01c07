/* SPDX-License-Identifier: MIT */
#include "sessions.h"

#include "miscadmin.h"
#include "port/atomics.h"
#include "storage/ipc.h"
#include "storage/lwlock.h"
#include "storage/proc.h"
#include "storage/shmem.h"
#include "storage/spin.h"

/* A lock for each slot: it is held for the length of a copy, by one writer and few readers. */
struct slot {
  slock_t lock;
  struct session session;
};

struct table {
  pg_atomic_uint32 reloads_asked;
  int slots;
  struct slot slot[FLEXIBLE_ARRAY_MEMBER];
};

static struct table* table;
static shmem_request_hook_type previous_request;
static shmem_startup_hook_type previous_startup;

static Size table_bytes(void) {
  return add_size(offsetof(struct table, slot), mul_size(MaxBackends, sizeof(struct slot)));
}

static void request(void) {
  if (previous_request) previous_request();
  RequestAddinShmemSpace(table_bytes());
}

static void startup(void) {
  bool found;
  if (previous_startup) previous_startup();
  LWLockAcquire(AddinShmemInitLock, LW_EXCLUSIVE);
  table = ShmemInitStruct("warifu", table_bytes(), &found);
  if (!found) {
    memset(table, 0, table_bytes());
    table->slots = MaxBackends;
    pg_atomic_init_u32(&table->reloads_asked, 0);
    for (int each = 0; each < table->slots; each++)
      SpinLockInit(&table->slot[each].lock);
  }
  LWLockRelease(AddinShmemInitLock);
}

void sessions_install(void) {
  previous_request = shmem_request_hook;
  shmem_request_hook = request;
  previous_startup = shmem_startup_hook;
  shmem_startup_hook = startup;
}

/* NULL for a process that is no client's. */
static struct slot* own_slot(void) {
#if PG_VERSION_NUM >= 170000
  const int number = MyProcNumber;
#else
  const int number = MyProc != NULL ? MyProc->pgprocno : -1;
#endif
  if (table == NULL || number < 0 || number >= table->slots) return NULL;
  return &table->slot[number];
}

static void write_slot(struct slot* slot, const struct session* session) {
  SpinLockAcquire(&slot->lock);
  slot->session = *session;
  SpinLockRelease(&slot->lock);
}

static void clear(int code pg_attribute_unused(), Datum slot) {
  const struct session none = {0};
  write_slot((struct slot*)DatumGetPointer(slot), &none);
}

void sessions_set(const struct session* session) {
  struct slot* const slot = own_slot();
  if (slot == NULL) return;
  on_shmem_exit(clear, PointerGetDatum(slot));
  write_slot(slot, session);
}

int sessions_slots(void) {
  return table != NULL ? table->slots : 0;
}

bool sessions_get(int number, struct session* copy) {
  struct slot* const slot = &table->slot[number];
  SpinLockAcquire(&slot->lock);
  *copy = slot->session;
  SpinLockRelease(&slot->lock);
  return copy->decision != SESSION_NONE;
}

uint32 sessions_reloads_asked(void) {
  return table != NULL ? pg_atomic_read_u32(&table->reloads_asked) : 0;
}

void sessions_ask_for_reload(void) {
  pg_atomic_fetch_add_u32(&table->reloads_asked, 1);
}
