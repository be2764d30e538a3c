#pragma once

#include "core/attachments/mediadownloads.h"
#include "core/bridge/bridgechannel.h"
#include "core/customers/customermerge.h"
#include "core/messaging/channelreceiver.h"
#include "core/messaging/inbox.h"
#include "core/messaging/messageactions.h"
#include "core/messaging/outbox.h"
#include "core/notifications/notificationservice.h"
#include "core/storage/schema.h"
#include "core/tickets/ticketservice.h"
#include "tests/support/fakeclock.h"
#include "tests/support/fakemessagechannel.h"
#include "tests/support/fakerandom.h"

#include <QTemporaryDir>

namespace desk {

/// The real core on SQLite, with a fake clock, fake randomness and a fake channel.
struct TestDesk
{
    TestDesk()
    {
        const auto opened = database.open(QStringLiteral(":memory:"));
        const auto migrated = opened ? deskMigrator(database).migrate() : opened;
        if (!migrated)
            qFatal("no test database: %s", qUtf8Printable(migrated.error().detail));
    }

    QTemporaryDir folder;
    FakeClock clock;
    FakeRandom random;
    Database database;
    TicketRepository tickets{database};
    MessageRepository messages{database};
    ConversationRepository conversations{database};
    IdentityResolver customers{database, clock};
    CustomerMerge merges{database, customers, clock};
    LiveLog live{database, clock};
    AttachmentStore attachments{database, clock, folder.path()};
    AttachmentIntake intake{attachments, random};
    MediaQueue mediaQueue{database, clock};
    TicketService ticketService{database, tickets, live, clock};
    FakeMessageChannel channel;
    Outbox outbox{{database, messages, customers, live, attachments}, channel, clock, random};
    Inbox inbox{{database, messages, tickets, conversations, attachments, customers, live, mediaQueue},
                clock,
                std::chrono::milliseconds(4000)};
    MediaDownloads downloads{{database, mediaQueue, messages, attachments, intake, live}, channel, clock, random};
    OtherChats otherChats{database};
    ChannelReceiver receiver{database, inbox, outbox, customers, otherChats};
    MessageActions actions{{database, messages, tickets, customers, live}, outbox, channel, clock};

    [[nodiscard]] qint64 count(const QString &sql)
    {
        Statement query = database.prepare(sql);
        return query.exec() && query.next() ? query.int64(0) : -1;
    }
};

} // namespace desk
