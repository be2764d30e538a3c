#include "core/storage/demoseed.h"

#include "core/storage/messagerepository.h"
#include "core/storage/noterepository.h"
#include "core/storage/ticketrepository.h"

#include <QBuffer>
#include <QImage>
#include <QRandomGenerator>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

struct Fault
{
    QString text;
    QString category;
    QString subcategory;
    QString equipment;
};

const QList<Fault> faults{
    {u"La laptop no prende desde ayer, ni con el cargador"_s, u"hardware"_s, u"power"_s, u"laptop"_s},
    {u"La impresora marca atasco de papel y no jala hojas"_s, u"hardware"_s, u"printer"_s, u"printer"_s},
    {u"La pantalla parpadea y se pone en negro"_s, u"hardware"_s, u"screen"_s, u"monitor"_s},
    {u"El teclado no escribe la letra ñ ni los acentos"_s, u"hardware"_s, u"keyboard_mouse"_s, u"desktop"_s},
    {u"La computadora está muy lenta al abrir los archivos"_s, u"software"_s, u"slow"_s, u"desktop"_s},
    {u"Excel se cierra solo cuando abro el reporte de ventas"_s, u"software"_s, u"office_apps"_s, u"desktop"_s},
    {u"No me llegan los correos desde la mañana"_s, u"software"_s, u"email"_s, u"laptop"_s},
    {u"No hay internet en la sala de juntas"_s, u"network"_s, QString(), u"network"_s},
    {u"Olvidé mi contraseña del sistema de nómina"_s, u"account"_s, QString(), u"other"_s},
    {u"La tablet se calienta y se apaga sola"_s, u"hardware"_s, u"overheating_noise"_s, u"tablet"_s}};
const QStringList names{u"Ana"_s,    u"Luis"_s,  u"María"_s, u"José"_s,  u"Sofía"_s,
                        u"Carlos"_s, u"Lucía"_s, u"Jorge"_s, u"Elena"_s, u"Raúl"_s};
const QStringList surnames{u"Hernández"_s, u"García"_s, u"López"_s, u"Martínez"_s,
                           u"Ramírez"_s,   u"Torres"_s, u"Núñez"_s, u"Flores"_s};
const QStringList departments{u"Contabilidad"_s, u"Ventas"_s,    u"Recursos Humanos"_s,
                              u"Almacén"_s,      u"Dirección"_s, u"Compras"_s};
const QStringList phrases{u"¿Ya quedó mi equipo?"_s,
                          u"Gracias, quedo al pendiente"_s,
                          u"Sigue igual, ya reinicié dos veces"_s,
                          u"¿Me puedes mandar una foto de la etiqueta?"_s,
                          u"Voy a revisarlo en un momento"_s,
                          u"Es urgente, tengo que entregar un reporte"_s,
                          u"Ya conecté el cable y nada"_s,
                          u"Te aviso en cuanto llegue la refacción"_s,
                          u"El número de serie es el %1"_s,
                          u"Listo, ya puedes pasar por tu equipo"_s};
const QStringList notes{u"Revisar garantía con el proveedor"_s, u"Se cambió la fuente de poder; probar una hora"_s,
                        u"El usuario no puede dejar el equipo antes del lunes"_s,
                        u"Pedir refacción, no hay en almacén"_s};
const std::array<TicketStatus, 6> seededStatuses{TicketStatus::New,        TicketStatus::Assigned,
                                                 TicketStatus::Diagnosing, TicketStatus::WaitingParts,
                                                 TicketStatus::InRepair,   TicketStatus::Ready};
constexpr int batch = 5000;

QString pick(const QStringList &list, QRandomGenerator &random)
{
    return list.at(random.bounded(int(list.size())));
}

Result<> seedCustomers(Database &database, QRandomGenerator &random, int count, qint64 at)
{
    for (int i = 1; i <= count; ++i) {
        Statement customer = database.prepare(
            u"INSERT INTO customer(id, display_name, department, created_at) VALUES (?,?,?,?)"_s);
        customer.bind(i)
            .bind(pick(names, random) + u' ' + pick(surnames, random))
            .bind(pick(departments, random))
            .bind(at);
        if (auto done = customer.exec(); !done)
            return done;
        const QString number = u"52155%1"_s.arg(i, 8, 10, QChar(u'0'));
        Statement alias = database.prepare(
            u"INSERT INTO customer_alias(customer_id, address, match_key, last_used_at) VALUES (?,?,?,?)"_s);
        alias.bind(i).bind(number + u"@s.whatsapp.net"_s).bind(u"52"_s + number.mid(3)).bind(at);
        if (auto done = alias.exec(); !done)
            return done;
    }
    return {};
}

Ticket makeTicket(QRandomGenerator &random, int index, int total, int customers, qint64 now)
{
    const Fault &fault = faults.at(random.bounded(int(faults.size())));
    Ticket ticket;
    ticket.customerId = {1 + random.bounded(customers)};
    ticket.requester = pick(names, random) + u' ' + pick(surnames, random);
    ticket.department = pick(departments, random);
    ticket.equipmentType = fault.equipment;
    ticket.assetNumber = QString::number(1000 + random.bounded(9000));
    ticket.fault = fault.text;
    ticket.category = fault.category;
    ticket.subcategory = fault.subcategory;
    ticket.priority = random.bounded(10) == 0 ? u"high"_s : u"normal"_s;
    // Spread over two years up to now; only the newest are still open.
    ticket.createdAt = now - qint64(total - index) * (730LL * 86400000 / std::max(1, total)) - 60000;
    ticket.updatedAt = ticket.createdAt + random.bounded(86400) * 1000LL;
    const bool open = total - index < std::max(20, total / 100);
    ticket.status = open ? seededStatuses.at(size_t(random.bounded(int(seededStatuses.size())))) : TicketStatus::Closed;
    ticket.closedAt = open ? 0 : ticket.updatedAt;
    return ticket;
}

// The share of ticket number @p index in all messages.
int weightOf(int index)
{
    if (index % 1000 == 700)
        return 1000;
    if (index % 50 == 25)
        return 60;
    return 2 + int((quint32(index) * 2654435761U >> 16) % 13);
}

// Small, and no two alike: a sticker on a coloured case.
QByteArray photo(QRandomGenerator &random)
{
    QImage image(64, 48, QImage::Format_RGB32);
    image.fill(random.generate() | 0xff000000U);
    const QRgb sticker = random.generate() | 0xffc0c0c0U;
    const QRgb ink = random.generate() & 0xff3f3f3fU;
    for (int y = 16; y < 32; ++y) {
        for (int x = 12; x < 52; ++x)
            image.setPixel(x, y, y % 4 == 0 && x % 3 != 0 ? ink : sticker);
    }
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

class Seeder
{
public:
    Seeder(Database &database, AttachmentStore &attachments, Clock &clock, const DemoSize &size)
        : m_database(database), m_attachments(attachments), m_tickets(database), m_messages(database), m_size(size),
          m_now(clock.nowMs())
    {
        for (int i = 1; i <= size.tickets; ++i)
            m_weights += weightOf(i);
    }

    [[nodiscard]] Result<> run()
    {
        const int customers = std::max(1, m_size.tickets / 5);
        if (auto done = m_database.transaction([&] { return seedCustomers(m_database, m_random, customers, m_now); });
            !done)
            return done;
        for (int first = 1; first <= m_size.tickets; first += batch) {
            const int last = std::min(first + batch - 1, m_size.tickets);
            auto done = m_database.transaction([&]() -> Result<> {
                for (int i = first; i <= last; ++i) {
                    if (auto added = addTicket(i, customers); !added)
                        return added;
                }
                return {};
            });
            if (!done)
                return done;
        }
        return m_database.exec(u"PRAGMA optimize"_s);
    }

private:
    [[nodiscard]] Result<> addTicket(int index, int customers)
    {
        const auto ticket = m_tickets.insert(makeTicket(m_random, index, m_size.tickets, customers, m_now));
        if (!ticket)
            return fail(ticket.error());
        m_weight += weightOf(index);
        const qint64 upTo = m_size.messages * m_weight / m_weights;
        for (int i = 0; m_written < upTo; ++i) {
            if (auto done = addMessage(*ticket, i); !done)
                return done;
        }
        if (index % 5 == 0)
            return note(*ticket);
        return {};
    }

    [[nodiscard]] Result<> note(const Ticket &ticket)
    {
        const auto note = NoteRepository(m_database)
                              .add({.ticketId = ticket.id,
                                    .text = pick(notes, m_random),
                                    .createdAt = ticket.createdAt + 600000});
        return note ? Result<>() : fail(note.error());
    }

    [[nodiscard]] Result<> addMessage(const Ticket &ticket, int position)
    {
        const bool inbound = position % 2 == 0;
        ++m_written;
        Message message;
        message.customerId = ticket.customerId;
        message.ticketId = ticket.id;
        message.direction = inbound ? Direction::In : Direction::Out;
        message.author.type = inbound ? Author::Type::Customer : Author::Type::Technician;
        message.wireId = u"SEED%1"_s.arg(m_written);
        message.kind = u"text"_s;
        message.text = position == 0 ? ticket.fault : pick(phrases, m_random);
        message.text.replace(u"%1"_s, QString::number(m_random.bounded(1000000)));
        message.state = inbound ? DeliveryState::Received : DeliveryState::Read;
        message.createdAt = ticket.createdAt + position * 60000LL;
        // Spread evenly over the customers' messages, about half of all.
        if (inbound && m_photos < qint64(m_size.photos) * m_written / std::max(1, m_size.messages)) {
            const auto attachment = m_attachments.add(photo(m_random));
            if (!attachment)
                return fail(attachment.error());
            message.kind = u"image"_s;
            message.attachmentId = *attachment;
            ++m_photos;
        }
        const auto stored = m_messages.insert(message);
        return stored ? Result<>() : fail(stored.error());
    }

    Database &m_database;
    AttachmentStore &m_attachments;
    TicketRepository m_tickets;
    MessageRepository m_messages;
    DemoSize m_size;
    qint64 m_now;
    QRandomGenerator m_random{20260101};
    qint64 m_weights = 0; ///< of all tickets
    qint64 m_weight = 0;  ///< of those written
    qint64 m_written = 0; ///< messages
    qint64 m_photos = 0;
};

} // namespace

Result<> seedDemo(Database &database, AttachmentStore &attachments, Clock &clock, const DemoSize &size)
{
    if (size.tickets < 1 || size.messages < 0 || size.photos < 0)
        return fail(Errc::Invalid, u"at least one ticket is needed"_s);
    Statement any = database.prepare(u"SELECT 1 FROM ticket LIMIT 1"_s);
    if (auto done = any.exec(); !done)
        return done;
    if (any.next())
        return fail(Errc::Conflict, u"the database holds tickets already"_s);
    return Seeder(database, attachments, clock, size).run();
}

} // namespace desk
