#pragma once

#include "ui/coregateway.h"

namespace desk::ui {

/// Takes files of this computer into the desk, to be sent: the original stays where it is. GUI thread; the copying is not.
class AttachmentUpload : public QObject
{
    Q_OBJECT

public:
    explicit AttachmentUpload(CoreGateway &gateway, QObject *parent = nullptr) : QObject(parent), m_gateway(gateway) { }

    /// @return Invalid for an empty file, Storage when it cannot be read or the disk is full.
    [[nodiscard]] QFuture<Result<Attachment>> take(const QString &path);

private:
    CoreGateway &m_gateway;
};

} // namespace desk::ui
