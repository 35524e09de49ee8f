@echo off
rem Runs the Maven that .mvn\wrapper\maven-wrapper.properties names; only a JDK is needed to install it.
setlocal EnableExtensions DisableDelayedExpansion
set "WRAPPER=%~dp0.mvn\wrapper"

if defined JAVA_HOME goto checkJava
set "JAVA_EXE="
for %%i in (java.exe) do set "JAVA_EXE=%%~$PATH:i"
if not defined JAVA_EXE goto noJava
for %%i in ("%JAVA_EXE%\..\..") do set "JAVA_HOME=%%~fi"
if exist "%JAVA_HOME%\release" goto checkJava
rem A launcher outside of its JDK: only running it tells where that is.
set "JAVA_HOME="
for /f "tokens=1,* delims== " %%a in ('java.exe -XshowSettings:properties -version 2^>^&1') do if "%%a"=="java.home" set "JAVA_HOME=%%b"
if not defined JAVA_HOME goto noJava

:checkJava
if not exist "%JAVA_HOME%\bin\java.exe" goto badJavaHome
if not exist "%JAVA_HOME%\bin\javac.exe" goto noJdk
rem Reading the release file is much faster than starting a JVM.
set "JAVA_VERSION="
if not exist "%JAVA_HOME%\release" goto readProperties
for /f "usebackq tokens=1,* delims==" %%a in ("%JAVA_HOME%\release") do if "%%a"=="JAVA_VERSION" set "JAVA_VERSION=%%~b"
if not defined JAVA_VERSION goto readProperties
for /f "delims=.-+_" %%a in ("%JAVA_VERSION%") do set "JAVA_VERSION=%%a"
if %JAVA_VERSION% lss 17 goto oldJava

:readProperties
set "VERSION="
set "SHA512="
for /f "usebackq eol=# tokens=1,* delims==" %%a in ("%WRAPPER%\maven-wrapper.properties") do (
    if "%%a"=="version" set "VERSION=%%b"
    if "%%a"=="sha512" set "SHA512=%%b"
)
if not defined VERSION goto badProperties
if not defined SHA512 goto badProperties

set "USER_DIR=%USERPROFILE%\.m2"
if defined MAVEN_USER_HOME set "USER_DIR=%MAVEN_USER_HOME%"
rem The checksum is part of the path, so that a change of it makes for a new installation.
set "MAVEN=%USER_DIR%\wrapper\dists\apache-maven-%VERSION%\%SHA512:~0,16%"

if exist "%MAVEN%\bin\mvn.cmd" goto run
"%JAVA_HOME%\bin\java.exe" "%WRAPPER%\MavenInstaller.java" "%VERSION%" "%SHA512%" "%MAVEN%"
if errorlevel 1 exit /b 1

:run
rem Without "call", so that the arguments are not expanded a second time.
"%MAVEN%\bin\mvn.cmd" %*

:noJava
echo mvnw: no java found: put a JDK 17 or newer on the PATH or set JAVA_HOME>&2
exit /b 1

:badJavaHome
echo mvnw: JAVA_HOME is "%JAVA_HOME%", which has no bin\java.exe>&2
exit /b 1

:noJdk
echo mvnw: a JDK is needed, but "%JAVA_HOME%" has no bin\javac.exe: set JAVA_HOME>&2
exit /b 1

:oldJava
echo mvnw: JDK 17 or newer is needed, but "%JAVA_HOME%" is older: set JAVA_HOME>&2
exit /b 1

:badProperties
echo mvnw: "%WRAPPER%\maven-wrapper.properties" lacks version or sha512>&2
exit /b 1
