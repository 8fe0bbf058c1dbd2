# What our own tests and examples are compiled with. None of it reaches a project that uses the library.
option(CORTEXPR_WERROR "Treat warnings as errors (as CI does)" OFF)

find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()

set(CMAKE_CXX_EXTENSIONS OFF)
add_library(cortexpr_development INTERFACE)
target_link_libraries(cortexpr_development INTERFACE cortexpr::cortexpr)
target_compile_options(cortexpr_development INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wshadow
                                                      $<$<BOOL:${CORTEXPR_WERROR}>:-Werror>)
# g++ 12 warns, wrongly, about std::string in its own header (its bug 105329).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(cortexpr_development INTERFACE -Wno-restrict)
endif()

# Reads a list of programs (the head of tests/tests.txt says how it is written) into <out>, one line per element.
function(cortexpr_read_list file out)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
  file(STRINGS ${file} lines REGEX "^[^# ]")
  set(${out} ${lines} PARENT_SCOPE)
endfunction()
