#pragma once

#include "core/base/clock.h"
#include "whatsapp/sim/clientsession.h"
#include "whatsapp/sim/directory.h"

#include <QObject>

namespace desk::wa::sim {

/// Lets paired clients in, or not (note 1, sections 6.1 and 6.4). Lives on the simulator's thread.
class Login : public QObject
{
    Q_OBJECT

public:
    Login(Directory &directory, Clock &clock, QObject *parent = nullptr);

    /// Answers a login with success or failure. The device's older connection is ended as replaced.
    void take(ClientSession &session, const ParsedClientPayload &payload);

    /// Ends the device's connection with a stream error and takes the device off it.
    static void detach(Device &device, const Node &last);

private:
    void refuse(ClientSession &session, const LoginRefusal &refusal);

    Directory &m_directory;
    Clock &m_clock;
};

} // namespace desk::wa::sim
