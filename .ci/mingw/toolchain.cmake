# Windows, by Debian's mingw-w64 with POSIX threads, run by Wine. The libraries come from `libraries`,
# which builds them the first time.
set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_SYSTEM_PROCESSOR x86_64)
set(_triple x86_64-w64-mingw32)
set(CMAKE_C_COMPILER ${_triple}-gcc-posix)
set(CMAKE_CXX_COMPILER ${_triple}-g++-posix)
set(CMAKE_RC_COMPILER ${_triple}-windres)

if(NOT TRUSTCTL_MINGW_LIBRARIES)
  execute_process(COMMAND ${CMAKE_CURRENT_LIST_DIR}/libraries
    OUTPUT_VARIABLE TRUSTCTL_MINGW_LIBRARIES OUTPUT_STRIP_TRAILING_WHITESPACE
    COMMAND_ERROR_IS_FATAL ANY)
endif()
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES TRUSTCTL_MINGW_LIBRARIES)

# A build folder of before the recipe changed remembers where the libraries were then.
get_property(_trying GLOBAL PROPERTY IN_TRY_COMPILE)
if(NOT _trying AND NOT "$CACHE{TRUSTCTL_MINGW_LIBRARIES_USED}" STREQUAL TRUSTCTL_MINGW_LIBRARIES)
  get_cmake_property(_names CACHE_VARIABLES)
  foreach(_name IN LISTS _names)
    if("$CACHE{${_name}}" MATCHES "/trustctl-mingw-[0-9a-f]+/")
      unset(${_name} CACHE)
    endif()
  endforeach()
  set(TRUSTCTL_MINGW_LIBRARIES_USED ${TRUSTCTL_MINGW_LIBRARIES} CACHE INTERNAL "")
endif()

# Nothing of the machine that builds is looked at but its programs.
set(CMAKE_FIND_ROOT_PATH ${TRUSTCTL_MINGW_LIBRARIES} /usr/${_triple})
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
set(OPENSSL_ROOT_DIR ${TRUSTCTL_MINGW_LIBRARIES})
set(OPENSSL_USE_STATIC_LIBS ON)
set(BOOST_ROOT ${TRUSTCTL_MINGW_LIBRARIES})
set(Boost_USE_STATIC_LIBS ON)
set(Boost_NO_BOOST_CMAKE ON)

# The .exe needs nothing but what every Windows has; it is the same for the same sources.
set(CMAKE_EXE_LINKER_FLAGS_INIT "-static -Wl,--no-insert-timestamp")
set(CMAKE_CROSSCOMPILING_EMULATOR ${CMAKE_CURRENT_LIST_DIR}/wine-run ${CMAKE_BINARY_DIR})
