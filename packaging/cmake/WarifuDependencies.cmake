# Everything the project links, all from the distribution's packages
# (packaging/dependencies names them). Nothing is fetched here.

find_package(PkgConfig REQUIRED)
find_package(Boost 1.74 REQUIRED)
find_package(OpenSSL 3.0 REQUIRED COMPONENTS Crypto)
find_package(Threads REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(CLI11 2.1 REQUIRED)
find_package(tl-expected REQUIRED)
find_path(TOMLPLUSPLUS_INCLUDE_DIR toml++/toml.h REQUIRED)
pkg_check_modules(LIBELF REQUIRED IMPORTED_TARGET libelf)
pkg_check_modules(LIBSYSTEMD REQUIRED IMPORTED_TARGET libsystemd)
pkg_check_modules(LIBCURL REQUIRED IMPORTED_TARGET libcurl>=7.87)
pkg_check_modules(RE2 REQUIRED IMPORTED_TARGET re2)
if(WARIFU_BUILD_AGENT)
  pkg_check_modules(LIBBPF REQUIRED IMPORTED_TARGET libbpf>=1.0)
  find_program(BPF_CLANG NAMES clang REQUIRED)
  find_program(BPFTOOL NAMES bpftool PATHS /usr/sbin /sbin REQUIRED)
endif()
if(WARIFU_BUILD_TESTS)
  find_package(Catch2 2.13 REQUIRED)
  find_package(benchmark REQUIRED)
endif()

# Header-only and compiled without exceptions: a parse error is a value.
add_library(warifu_tomlplusplus INTERFACE)
target_include_directories(warifu_tomlplusplus SYSTEM INTERFACE ${TOMLPLUSPLUS_INCLUDE_DIR})
target_compile_definitions(warifu_tomlplusplus INTERFACE TOML_EXCEPTIONS=0)

# Boost.DLL without compiled Boost libraries.
add_library(warifu_boost_dll INTERFACE)
target_link_libraries(warifu_boost_dll INTERFACE Boost::headers ${CMAKE_DL_LIBS})
target_compile_definitions(warifu_boost_dll INTERFACE BOOST_DLL_USE_STD_FS)
