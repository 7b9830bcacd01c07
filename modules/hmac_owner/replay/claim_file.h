// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include "modules/hmac_owner/replay/claim_layout.h"
#include "modules/hmac_owner/replay/claim_region.h"
#include "modules/hmac_owner/replay/host_clock.h"
#include "modules/hmac_owner/replay/private_file.h"

namespace hmac_owner {

// The replay cache's file, mapped and shared. Everything that says where something lies in it was
// checked and copied when it was opened: whatever stands in it later, nothing outside it is
// touched.
//
// Somebody who shortens the file while it is mapped ends the processes that then touch what is
// gone (SIGBUS); a file that can be found again by its name cannot be sealed against that. Only the
// server's own user can do it, who can end them without. Whether the file is still there and
// whole is looked at whenever an epoch begins.
class ClaimFile {
 public:
  // Opens the file in the folder, or makes it for `capacity` claims of an epoch. A file of another
  // boot has forgotten everything and knows up to where, when this returns.
  static warifu::Result<std::unique_ptr<ClaimFile>> open(const std::string& folder,
                                                         uint64_t capacity, const HostClock& host);
  ClaimFile(const ClaimFile&) = delete;
  ClaimFile& operator=(const ClaimFile&) = delete;
  ~ClaimFile();

  [[nodiscard]] ClaimFileHeader& header() const { return *header_; }
  [[nodiscard]] const ClaimLayout& layout() const { return layout_; }
  [[nodiscard]] const HashKey& salt() const { return salt_; }
  [[nodiscard]] int folder() const { return folder_.get(); }
  [[nodiscard]] RegionPlace region(size_t index) const;

  // Empties the region's slots and has room for its first level. Nobody admits into it meanwhile.
  [[nodiscard]] bool clear(size_t index, Trouble& trouble) const;

  // That the file is still the one its name leads to, as long as it was.
  [[nodiscard]] bool is_in_place(Trouble& trouble) const;

 private:
  ClaimFile(warifu::UniqueFd folder, PrivateFile file, void* mapping);
  warifu::Result<void> judge(const std::string& path) const;
  warifu::Result<void> enter_boot(const BootId& boot);
  [[nodiscard]] bool is_of_boot(const BootId& boot) const;

  warifu::UniqueFd folder_;
  PrivateFile file_;
  ClaimFileHeader* header_;
  ClaimLayout layout_;
  HashKey salt_;
};

}  // namespace hmac_owner
