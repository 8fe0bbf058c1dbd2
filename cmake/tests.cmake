# One program and one ctest entry per line of tests/tests.txt. Every test runs in the project's root.
find_package(doctest REQUIRED)
set(CORTEXPR_TEST_LABEL "" CACHE STRING "Only the tests with this attribute; with a leading ! those without it")

add_library(test_main OBJECT tests/main.cpp)
target_link_libraries(test_main PUBLIC cortexpr_development doctest::doctest)

cortexpr_read_list(${PROJECT_SOURCE_DIR}/tests/tests.txt tests)
foreach(line IN LISTS tests)
  separate_arguments(labels UNIX_COMMAND "${line}")
  list(POP_FRONT labels path)
  set(flags ${labels})
  list(FILTER flags INCLUDE REGEX "^-")
  list(FILTER labels EXCLUDE REGEX "^-")

  if(CORTEXPR_TEST_LABEL MATCHES "^!(.*)" AND CMAKE_MATCH_1 IN_LIST labels)
    continue()
  elseif(CORTEXPR_TEST_LABEL MATCHES "^[^!]" AND NOT CORTEXPR_TEST_LABEL IN_LIST labels)
    continue()
  endif()

  string(REPLACE "/" "." target "test.${path}")
  add_executable(${target} tests/${path}.cpp)
  target_link_libraries(${target} PRIVATE test_main)
  target_compile_options(${target} PRIVATE ${flags})
  add_test(NAME ${path} COMMAND ${target} WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
  set_tests_properties(${path} PROPERTIES LABELS "${labels}" TIMEOUT 600)
endforeach()
