# How every target of the project is compiled, and the functions that make one.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_C_STANDARD 11)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_C_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
  set(CMAKE_C_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
endif()

add_compile_options(-Wall -Wextra -Werror -Wshadow
                    $<$<COMPILE_LANGUAGE:CXX>:-Wnon-virtual-dtor>)
if(NOT CMAKE_BUILD_TYPE STREQUAL "Debug")
  add_compile_options(-fstack-protector-strong -fstack-clash-protection -fcf-protection)
  if(NOT WARIFU_SANITIZE)
    add_compile_options(-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
  endif()
endif()
add_link_options(-Wl,-z,relro,-z,now -Wl,--as-needed)

if(WARIFU_SANITIZE)
  add_compile_options(-fsanitize=${WARIFU_SANITIZE} -fno-sanitize-recover=all
                      -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${WARIFU_SANITIZE})
endif()

# The fuzzer steers by coverage of the libraries, not only of the targets themselves.
if(WARIFU_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()

# Where modules are installed, and where the library looks for them.
set(WARIFU_MODULE_DIR ${CMAKE_INSTALL_FULL_LIBDIR}/warifu/modules)
# What `warifu run` preloads.
set(WARIFU_PRELOAD_SHIM ${CMAKE_INSTALL_FULL_LIBDIR}/warifu/libwarifu-preload.so)

# warifu_library(NAME SOURCES... ): an internal static library, found by its folder:
# "core/trust/trusted_file.h" is included as "core/trust/trusted_file.h".
function(warifu_library name)
  add_library(${name} STATIC ${ARGN})
  target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR})
endfunction()
