#pragma once

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/base/result.h"
#include "whatsapp/sim/courier.h"
#include "whatsapp/sim/devicenews.h"
#include "whatsapp/sim/directory.h"
#include "whatsapp/sim/iqanswer.h"
#include "whatsapp/sim/mediaserver.h"
#include "whatsapp/sim/stanzaids.h"

#include <QHash>
#include <QSet>

namespace desk::wa::sim {

/// The pictures that people show of themselves: told to whom they know when they change, and given to whoever asks (note 2,
/// sections 8 and 9.1). The files lie at the media server, unsealed.
///
/// Lives on the simulator's thread; owns nothing of what it is given. Forgotten with the process.
class PictureBook
{
public:
    PictureBook(const Directory &directory, MediaServer &media, DeviceNews &news, Courier &courier, StanzaIds &ids,
                Clock &clock, Random &random);

    /// @p account shows a copy of that file from now on. @return Storage when it cannot be read.
    [[nodiscard]] Result<> show(Account &account, const QString &file);
    /// It shows none any more.
    void remove(Account &account);
    /// Whether it shows the picture to nobody.
    void setHidden(Account &account, bool hidden);

    /// Answers `w:profile:picture`. The same picture: 304; none: 404; hidden: 401. The own one asked for with a token is the violation
    /// `picture`: the real service leaves that without an answer.
    [[nodiscard]] IqAnswer answer(ClientSession &session, const Node &iq) const;

private:
    struct Picture
    {
        QByteArray id = {};
        QByteArray path = {}; ///< at the media server
    };
    void tell(Account &account, const QByteArray &change);

    const Directory &m_directory;
    MediaServer &m_media;
    DeviceNews &m_news;
    Courier &m_courier;
    StanzaIds &m_ids;
    Clock &m_clock;
    Random &m_random;
    QHash<const Account *, Picture> m_pictures;
    QSet<const Account *> m_hidden;
};

} // namespace desk::wa::sim
