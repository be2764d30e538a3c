#include "app/whatsappconnection.h"

using namespace Qt::StringLiterals;

namespace desk {

WhatsAppConnection::WhatsAppConnection(const Settings &settings, Clock &clock, Random &random)
    : m_worker({WhatsAppLink::storePath(settings.dataDir), settings.whatsApp}),
      m_link(m_worker, WhatsAppLink::storePath(settings.dataDir), clock, random), m_channel(m_worker, clock),
      m_thread(u"whatsapp"_s)
{
}

WhatsAppConnection::~WhatsAppConnection()
{
    stop();
}

void WhatsAppConnection::start()
{
    m_thread.start(m_worker, [this] { m_worker.destroy(); });
    m_link.start();
}

void WhatsAppConnection::stop()
{
    m_channel.close();
    m_thread.stop([this] { m_worker.close(); });
}

} // namespace desk
