# What a program imports is loaded before its first line runs, from its own folder first: whoever may
# write there would run code in an administrator's process. Windows takes some libraries from System32
# whatever happens (its "known DLLs": kernel32, advapi32, ws2_32, msvcrt and more); crypt32 and what it
# needs are none of them. They are loaded at the first call, after the program has said that nothing but
# System32 is searched. So are user32, shell32 and ole32: these are known, but what they need is not to Wine.

# trustctl_delay_load(NAME DLL): a library NAME to link instead of DLL's import library.
function(trustctl_delay_load name dll)
  add_library(${name} INTERFACE)
  if(MSVC)
    target_link_libraries(${name} INTERFACE ${dll} delayimp)
    target_link_options(${name} INTERFACE /DELAYLOAD:${dll}.dll)
    return()
  endif()
  # The names that the import library has, as a definition file, made into one that imports late.
  find_library(TRUSTCTL_IMPORT_${dll} ${dll} REQUIRED)
  execute_process(COMMAND ${CMAKE_NM} ${TRUSTCTL_IMPORT_${dll}} OUTPUT_VARIABLE symbols
    ERROR_QUIET COMMAND_ERROR_IS_FATAL ANY)
  string(REGEX MATCHALL " T [A-Za-z0-9_]+" symbols "${symbols}")
  list(TRANSFORM symbols REPLACE " T " "  ")
  list(JOIN symbols "\n" symbols)
  set(definition ${CMAKE_CURRENT_BINARY_DIR}/${dll}.def)
  set(library ${CMAKE_CURRENT_BINARY_DIR}/lib${name}.a)
  file(WRITE ${definition} "LIBRARY \"${dll}.dll\"\nEXPORTS\n${symbols}\n")
  execute_process(COMMAND ${CMAKE_DLLTOOL} --kill-at --input-def ${definition}
    --output-delaylib ${library} COMMAND_ERROR_IS_FATAL ANY)
  target_link_libraries(${name} INTERFACE ${library})
endfunction()
