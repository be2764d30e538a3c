#include "core/storage/demoseed.h"

#include "core/storage/messagerepository.h"
#include "core/storage/ticketrepository.h"

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
const std::array<TicketStatus, 6> openStatuses{TicketStatus::New,        TicketStatus::Assigned,
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
    ticket.status = open ? openStatuses.at(size_t(random.bounded(int(openStatuses.size())))) : TicketStatus::Closed;
    ticket.closedAt = open ? 0 : ticket.updatedAt;
    return ticket;
}

Result<> addMessages(Database &database, QRandomGenerator &random, const Ticket &ticket, int count, qint64 &serial)
{
    MessageRepository messages(database);
    for (int i = 0; i < count; ++i) {
        Message message;
        message.customerId = ticket.customerId;
        message.ticketId = ticket.id;
        message.direction = i % 2 == 0 ? Direction::In : Direction::Out;
        message.author.type = i % 2 == 0 ? Author::Type::Customer : Author::Type::Technician;
        message.wireId = u"SEED%1"_s.arg(++serial);
        message.text = i == 0 ? ticket.fault
                              : pick(phrases, random).replace(u"%1"_s, QString::number(random.bounded(1000000)));
        message.state = i % 2 == 0 ? DeliveryState::Received : DeliveryState::Read;
        message.createdAt = ticket.createdAt + i * 60000LL;
        if (auto done = messages.insert(message); !done)
            return fail(done.error());
    }
    return {};
}

} // namespace

Result<> seedDemo(Database &database, Clock &clock, int tickets, int messages)
{
    if (tickets < 1 || messages < 0)
        return fail(Errc::Invalid, u"at least one ticket is needed"_s);
    {
        Statement any = database.prepare(u"SELECT 1 FROM ticket LIMIT 1"_s);
        if (auto done = any.exec(); !done)
            return done;
        if (any.next())
            return fail(Errc::Conflict, u"the database holds tickets already"_s);
    }
    QRandomGenerator random(20260101);
    const qint64 now = clock.nowMs();
    const int customers = std::max(1, tickets / 5);
    if (auto done = database.transaction([&] { return seedCustomers(database, random, customers, now); }); !done)
        return done;
    TicketRepository repository(database);
    qint64 serial = 0;
    for (int first = 1; first <= tickets; first += batch) {
        auto done = database.transaction([&]() -> Result<> {
            for (int i = first; i < first + batch && i <= tickets; ++i) {
                auto ticket = repository.insert(makeTicket(random, i, tickets, customers, now));
                if (!ticket)
                    return fail(ticket.error());
                const qint64 upTo = qint64(messages) * i / tickets;
                if (auto added = addMessages(database, random, *ticket, int(upTo - serial), serial); !added)
                    return added;
            }
            return {};
        });
        if (!done)
            return done;
    }
    return database.exec(u"PRAGMA optimize"_s);
}

} // namespace desk
