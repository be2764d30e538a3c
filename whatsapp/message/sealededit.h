#pragma once

#include "core/base/result.h"
#include "core/base/secret.h"
#include "whatsapp/binary/jid.h"
#include "whatsapp/message/messagecontent.h"

#include <QByteArray>
#include <QList>

// Edits that are sealed with a key made from the secret of the edited message (note 2, section 2.8). Pure, any thread.
namespace desk::wa {

/// @param target id of the edited message. @param author who wrote it, @param editor who edits it; their devices do not matter.
[[nodiscard]] SecretBytes sealedEditKey(const SecretBytes &messageSecret, QByteArrayView target, const Jid &author,
                                        const Jid &editor);

/// @param names of the author, who alone may edit: clients differ in the one they take, so each is tried with each.
/// @return the Message inside; Protocol when none of them opens it.
[[nodiscard]] Result<QByteArray> openSealedEdit(const SealedPart &sealed, const SecretBytes &messageSecret,
                                                QByteArrayView target, const QList<Jid> &names);

} // namespace desk::wa
