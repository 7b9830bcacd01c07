# cpack -G DEB, cpack -G RPM (in the build folder): one package for each group of components.
set(CPACK_PACKAGE_NAME warifu)
set(CPACK_PACKAGE_VENDOR warifu)
set(CPACK_PACKAGE_CONTACT "warifu maintainers <warifu@localhost>" CACHE STRING
    "Who made the packages")
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_COMPONENTS_GROUPING ONE_PER_GROUP)

set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION admin)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS ${PROJECT_BINARY_DIR}/core/api)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)
set(CPACK_RPM_COMPONENT_INSTALL ON)
set(CPACK_RPM_FILE_NAME RPM-DEFAULT)
set(CPACK_RPM_PACKAGE_LICENSE MIT)
set(CPACK_RPM_PACKAGE_AUTOREQPROV ON)

# warifu_package(NAME SUMMARY COMPONENTS ... [DEPENDS ...] [SCRIPTS]): a package of the components
# that install something. DEPENDS: packages of the same version. SCRIPTS: maintainer/NAME/ has
# postinst and prerm, which serve both kinds of package.
function(warifu_package name summary)
  cmake_parse_arguments(ARG "SCRIPTS" "" "COMPONENTS;DEPENDS" ${ARGN})
  list(GET ARG_COMPONENTS 0 first)
  install(FILES ${PROJECT_SOURCE_DIR}/LICENSE RENAME copyright
          DESTINATION ${CMAKE_INSTALL_DATAROOTDIR}/doc/${name} COMPONENT ${first})
  string(TOUPPER ${name} group)
  set(CPACK_COMPONENT_GROUP_${group}_DESCRIPTION ${summary} PARENT_SCOPE)
  foreach(component IN LISTS ARG_COMPONENTS)
    string(TOUPPER ${component} upper)
    set(CPACK_COMPONENT_${upper}_GROUP ${name} PARENT_SCOPE)
  endforeach()
  list(TRANSFORM ARG_DEPENDS APPEND " (= ${PROJECT_VERSION})" OUTPUT_VARIABLE deb)
  list(TRANSFORM ARG_DEPENDS APPEND " = ${PROJECT_VERSION}" OUTPUT_VARIABLE rpm)
  list(JOIN deb ", " deb)
  list(JOIN rpm ", " rpm)
  set(CPACK_DEBIAN_${group}_PACKAGE_NAME ${name} PARENT_SCOPE)
  set(CPACK_DEBIAN_${group}_DESCRIPTION ${summary} PARENT_SCOPE)
  set(CPACK_DEBIAN_${group}_PACKAGE_DEPENDS ${deb} PARENT_SCOPE)
  set(CPACK_RPM_${name}_PACKAGE_NAME ${name} PARENT_SCOPE)
  set(CPACK_RPM_${name}_PACKAGE_SUMMARY ${summary} PARENT_SCOPE)
  set(CPACK_RPM_${name}_PACKAGE_REQUIRES ${rpm} PARENT_SCOPE)
  if(ARG_SCRIPTS)
    set(folder ${CMAKE_CURRENT_SOURCE_DIR}/maintainer/${name})
    set(CPACK_DEBIAN_${group}_PACKAGE_CONTROL_EXTRA ${folder}/postinst ${folder}/prerm PARENT_SCOPE)
    set(CPACK_RPM_${name}_POST_INSTALL_SCRIPT_FILE ${folder}/postinst PARENT_SCOPE)
    set(CPACK_RPM_${name}_PRE_UNINSTALL_SCRIPT_FILE ${folder}/prerm PARENT_SCOPE)
  endif()
endfunction()

warifu_package(libwarifu0 "Owner verification for TCP connections: the library"
               COMPONENTS runtime)
warifu_package(libwarifu-dev "Owner verification for TCP connections: headers"
               COMPONENTS devel DEPENDS libwarifu0)
warifu_package(warifu "Owner verification for TCP connections: command and verifier modules"
               COMPONENTS tools modules DEPENDS libwarifu0 SCRIPTS)
set(CPACK_COMPONENTS_ALL runtime devel tools modules)
if(WARIFU_BUILD_AGENT)
  warifu_package(warifu-agent "Owner verification for TCP connections: stamps the owner into SYNs"
                 COMPONENTS agent SCRIPTS)
  list(APPEND CPACK_COMPONENTS_ALL agent)
endif()
if(WARIFU_POSTGRESQL_MAJOR)
  warifu_package(warifu-postgresql "Owner verification for TCP connections: PostgreSQL's extension"
                 COMPONENTS postgresql DEPENDS warifu SCRIPTS)
  # It asks for the server that it was built for; other distributions name it otherwise.
  string(APPEND CPACK_DEBIAN_WARIFU-POSTGRESQL_PACKAGE_DEPENDS
         ", postgresql-${WARIFU_POSTGRESQL_MAJOR}")
  list(APPEND CPACK_COMPONENTS_ALL postgresql)
endif()
if(WARIFU_PYTHON_DIR)
  warifu_package(python3-warifu "Owner verification for TCP connections: Python's binding"
                 COMPONENTS python DEPENDS libwarifu0 SCRIPTS)
  string(APPEND CPACK_DEBIAN_PYTHON3-WARIFU_PACKAGE_DEPENDS ", python3 (>= 3.9)")
  string(APPEND CPACK_RPM_python3-warifu_PACKAGE_REQUIRES ", python3 >= 3.9")
  set(CPACK_DEBIAN_PYTHON3-WARIFU_PACKAGE_SECTION python)
  set(CPACK_DEBIAN_PYTHON3-WARIFU_PACKAGE_ARCHITECTURE all)
  set(CPACK_RPM_python3-warifu_PACKAGE_ARCHITECTURE noarch)
  list(APPEND CPACK_COMPONENTS_ALL python)
endif()
if(TARGET warifu_mariadb)
  warifu_package(warifu-mariadb "Owner verification for TCP connections: plugins for MariaDB"
                 COMPONENTS mariadb DEPENDS warifu SCRIPTS)
  # Each series takes only what was built for it; other distributions name the server otherwise.
  string(APPEND CPACK_DEBIAN_WARIFU-MARIADB_PACKAGE_DEPENDS
         ", mariadb-server (>= 1:${WARIFU_MARIADB_SERIES}), mariadb-server (<< 1:${WARIFU_MARIADB_SERIES}.99)")
  list(APPEND CPACK_COMPONENTS_ALL mariadb)
endif()
if(TARGET warifu_redis)
  warifu_package(warifu-redis "Owner verification for TCP connections: module for Redis and Valkey"
                 COMPONENTS redis DEPENDS warifu SCRIPTS)
  list(APPEND CPACK_COMPONENTS_ALL redis)
endif()

include(CPack)
