@echo off
cd /d "%~dp0"
where py >nul 2>nul && (py -3 serve.py) || (python serve.py)
if errorlevel 1 pause
