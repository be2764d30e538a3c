#pragma once

#include "app/settings.h"
#include "core/base/clock.h"
#include "core/messaging/channellink.h"

#include <QObject>
#include <QString>

#include <chrono>
#include <functional>

namespace desk {

/// Links WhatsApp from a terminal: shows the QR code, or a code to type, until the phone has taken it and the new device has
/// logged in once. Speaks Spanish or English, as the system does.
///
/// Lives on the core thread. Does not own what the constructor takes by reference.
class PairCommand : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        QString phone = {}; ///< not empty: a code to type on that phone instead of a QR code
        std::chrono::seconds timeout{300};
        bool colours = false; ///< somebody looks at a terminal: the next code takes the place of the last
        bool spanish = false;
    };
    using Output = std::function<void(const QString &text)>;

    PairCommand(ChannelLink &link, Clock &clock, Options options, Output output, QObject *parent = nullptr);

    void start();
    /// Ends with an error.
    void cancel();

Q_SIGNALS:
    /// 0: paired and logged in. Else @p error says what is wrong, for people.
    void finished(int exitCode, const QString &error);

private:
    void take(const LinkInfo &info);
    void beginPairing();
    void showCode(const LinkInfo &info);
    void showQr(const LinkInfo &info);
    void end(int exitCode, const QString &error = {});
    [[nodiscard]] QString explained(const LinkInfo &info) const;
    [[nodiscard]] QString say(const QString &spanish, const QString &english) const;

    ChannelLink &m_link;
    Clock &m_clock;
    Options m_options;
    Output m_output;
    QString m_shown;        ///< code on the screen
    int m_qrLines = 0;      ///< of the QR code on the screen, with what stands under it
    bool m_pairing = false; ///< begun here
    bool m_troubleTold = false;
    bool m_ended = false;
};

} // namespace desk
