# `cmake --install`: the headers, a package for find_package(cortexpr), and one for pkg-config.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/cortexpr)
install(DIRECTORY include/cortexpr DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.hpp")
install(TARGETS cortexpr EXPORT cortexprTargets)
install(EXPORT cortexprTargets NAMESPACE cortexpr:: DESTINATION ${package_dir})

configure_package_config_file(cmake/cortexprConfig.cmake.in cortexprConfig.cmake INSTALL_DESTINATION ${package_dir})
# Before 1.0 a minor version may break what stood before.
write_basic_package_version_file(cortexprConfigVersion.cmake COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT)
install(FILES ${PROJECT_BINARY_DIR}/cortexprConfig.cmake ${PROJECT_BINARY_DIR}/cortexprConfigVersion.cmake
        DESTINATION ${package_dir})

if(CORTEXPR_WITH_ZLIB)
  set(PC_REQUIRES zlib)
  set(PC_DEFINES -DCORTEXPR_WITH_ZLIB=1)
endif()
configure_file(cmake/cortexpr.pc.in cortexpr.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/cortexpr.pc DESTINATION ${CMAKE_INSTALL_DATADIR}/pkgconfig)
