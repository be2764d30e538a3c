#pragma once

#include "app/datafolder.h"
#include "app/demo/demoservice.h"
#include "app/settings.h"
#include "core/administration/administration.h"
#include "core/base/qthttpclient.h"
#include "core/classification/ruleclassifier.h"
#include "core/deskservices.h"
#include "core/http/httpserver.h"
#include "core/messaging/channellink.h"

#include <memory>

namespace desk {

/// Builds every object once, in order, and takes them down in reverse. The one class that sees all layers.
class Composition
{
public:
    /// What start() has come to.
    enum class Stage { Folder, Database, Settings, Server, Running };

    explicit Composition(Settings settings);
    ~Composition();

    /// Opens and migrates the database only: for the command line. NotFound when a restore has put the desk aside and it could not be moved back.
    [[nodiscard]] Result<> openStorage();
    /// Starts the whole desk. @return the address that it serves at; Conflict when another process has the data folder.
    [[nodiscard]] Result<QUrl> start();
    /// Where the start stands; where it stood still when it failed.
    [[nodiscard]] Stage stage() const { return m_stage; }
    /// The secret that makes the first administrator, new with each call; empty when there has been one. Of the running desk.
    [[nodiscard]] Result<QString> setupSecret();
    /// Stops accepting, lets nothing more out.
    void stop();

    [[nodiscard]] Database &database() { return m_database; }
    [[nodiscard]] AccountService &accounts() { return m_accounts; }
    [[nodiscard]] AttachmentStore &attachments() { return m_attachments; }
    [[nodiscard]] Clock &clock() { return m_clock; }
    /// Of the running desk; null with a channel that has none.
    [[nodiscard]] ChannelLink *link();
    /// Of the running desk.
    [[nodiscard]] DeskServices &services();
    /// Of the running desk.
    [[nodiscard]] EventHub &events();

private:
    struct Desk;
    void stopDesk();
    /// What administrators have set takes effect.
    void applySettings();
    /// The server is reached as the settings say; the former way stays when it cannot be.
    [[nodiscard]] Result<> useNetwork();

    Settings m_settings;
    DataFolder m_folder;
    SystemClock m_clock;
    SystemRandom m_random;
    Database m_database;
    AccountService m_accounts{m_database, m_clock, m_random};
    Administration m_administration;
    AttachmentStore m_attachments;
    std::unique_ptr<DemoService> m_demo; ///< null: this is no demo
    std::unique_ptr<Desk> m_desk;
    Stage m_stage = Stage::Folder;
};

} // namespace desk
