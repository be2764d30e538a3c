#pragma once

#include "core/base/result.h"

#include <QString>

namespace desk {

/// Whose a data folder is.
enum class FolderUse {
    Nobody, ///< nothing there that anybody would miss: no linked phone, no ticket, no message
    Demo,   ///< made by the demo
    Desk,   ///< a desk that is really used
};

/// Looks without changing anything; what cannot be read is a desk's.
[[nodiscard]] FolderUse useOfFolder(const QString &dataDir);
/// Whether a phone is linked there.
[[nodiscard]] bool isLinkedFolder(const QString &dataDir);

/// Where the demo keeps what it is made of, inside a data folder: the simulated service's state, and how far everybody got.
[[nodiscard]] QString demoFolder(const QString &dataDir);
/// The file that makes a data folder a demo's.
[[nodiscard]] QString demoStateFile(const QString &dataDir);

/// Why a desk, or (@p demo) a demo, must not work on that folder, for people; empty: it may.
[[nodiscard]] QString folderObjection(const QString &dataDir, bool demo, bool spanish);

} // namespace desk
