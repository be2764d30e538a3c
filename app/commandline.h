#pragma once

#include "app/settings.h"

#include <QCommandLineParser>

namespace desk {

/// Adds what both programs know: help, version, and all that settings can be given with.
void addDeskOptions(QCommandLineParser &parser);

/// What flags, environment, .env file and settings file say together. NotFound for a named file that cannot be read, Invalid names
/// the setting that cannot be used.
[[nodiscard]] Result<Settings> readSettings(const QCommandLineParser &parser);

/// The line that --print-ready prints: one JSON object, for whoever started the program.
[[nodiscard]] QString readyLine(const QUrl &url, bool demo);

} // namespace desk
