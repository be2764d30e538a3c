#pragma once

#include "core/base/result.h"

#include <QLockFile>
#include <QString>

namespace desk {

/// The folder that holds everything of one desk: database, attachments, WhatsApp session, logs.
class DataFolder
{
public:
    explicit DataFolder(const QString &path);

    /// Makes it when it is missing; nobody else on this machine may look into it. @return Storage.
    [[nodiscard]] Result<> make() const;
    /// Makes it and takes it for this process, as long as this object lives; a crash gives it back. Two processes would send
    /// twice, and with one WhatsApp session they would break it (note 2, section 10).
    /// @return Conflict when another process has it; Storage.
    [[nodiscard]] Result<> take();

private:
    QString m_path;
    QLockFile m_lock;
};

} // namespace desk
