#pragma once

#include "tests/support/consoledesk.h"

#include <QBuffer>
#include <QImage>
#include <QPainter>

namespace desk {

/// Fills a ConsoleDesk with a morning at a help desk: every status, every kind of message, every delivery state. Returns the ticket whose
/// conversation has it all.
inline TicketId fillExample(ConsoleDesk &desk)
{
    using namespace Qt::StringLiterals;
    desk.run([](ConsoleDesk::Core *core) {
        for (
            const QString &insert :
            {u"INSERT INTO user(name, display_name, role, password_hash, created_at) VALUES ('daniela', 'Daniela Ruiz', 'admin', 'x', 1)"_s,
             u"INSERT INTO user(name, display_name, role, password_hash, created_at) VALUES ('oscar', 'Óscar Medina', 'technician', 'x', 1)"_s,
             u"INSERT INTO quick_reply(shortcut, text, language, created_at, updated_at) VALUES ('gracias', 'Gracias por avisar. Lo reviso y te escribo hoy mismo.', 'es', 1, 1)"_s,
             u"INSERT INTO quick_reply(shortcut, text, language, created_at, updated_at) VALUES ('reinicia', '¿Puedes reiniciar el equipo y contarme si sigue igual?', 'es', 1, 1)"_s}) {
            if (auto done = core->database.exec(insert); !done)
                qFatal("%s", qUtf8Printable(done.error().detail));
        }
    });
    return desk.get<TicketId>([](ConsoleDesk::Core &core) {
        const qint64 now = core.clock.nowMs();
        const Actor daniela{Actor::Type::Technician, {1}, u"Daniela Ruiz"_s};
        int number = 0;
        int wire = 0;
        struct Row
        {
            QString person, department, fault;
            TicketStatus status;
            qint64 assignee;
            QString priority;
            int unread;
        };
        const QList<Row> rows{
            {u"Brenda Carrizales"_s, u"Jurídico"_s, u"No imprime en color"_s, TicketStatus::Closed, 2, u"normal"_s, 0},
            {u"Caja 2"_s, u"Tienda"_s, u"Cajón de dinero no abre con la venta"_s, TicketStatus::WaitingCustomer, 2,
             u"normal"_s, 0},
            {u"Ximena Robledo"_s, u"Jurídico"_s, u"Instalar lector de firma electrónica"_s, TicketStatus::Assigned, 2,
             u"normal"_s, 0},
            {u"Ramiro Tovar"_s, u"Mantenimiento"_s, u"Tableta no carga; conector flojo"_s, TicketStatus::InRepair, 2,
             u"normal"_s, 0},
            {u"Adrián Loya"_s, u"Calidad"_s, u"Teclado con teclas pegadas"_s, TicketStatus::Ready, 1, u"normal"_s, 0},
            {u"Teresa Quintana"_s, u"Dirección"_s, u"Cambio a disco SSD y copia de datos"_s, TicketStatus::Testing, 1,
             u"normal"_s, 0},
            {u"Jorge Ibáñez"_s, u"Compras"_s, u"Pantalla con líneas verticales"_s, TicketStatus::WaitingParts, 1,
             u"normal"_s, 0},
            {u"Recepción"_s, u"Planta baja"_s, u"Computadora no enciende tras el apagón"_s, TicketStatus::InRepair, 1,
             u"normal"_s, 1},
            {u"Lucía Armenta"_s, u"Recursos Humanos"_s, u"No abre el correo en el celular"_s,
             TicketStatus::WaitingCustomer, 1, u"normal"_s, 0},
            {u"Efraín Solís"_s, u"Ventas"_s, u"Laptop se apaga al moverla"_s, TicketStatus::Diagnosing, 1, u"normal"_s,
             0},
            {u"Maricruz Hernández"_s, u"Contabilidad"_s, u"La impresora jala dos hojas y se atora"_s, TicketStatus::New,
             0, u"normal"_s, 1},
            {u"Rogelio Paz"_s, u"Almacén Norte"_s, u"Sin red en los escáneres del andén 3"_s, TicketStatus::New, 0,
             u"high"_s, 3}};
        TicketId example;
        for (const Row &row : rows) {
            const QString address = ConsoleDesk::addressOf(100 + ++number);
            const CustomerId customer = *core.customers.resolve(address, row.person);
            const qint64 opened = now - (rows.size() - number + 1) * 17LL * 60'000;
            Ticket draft;
            draft.customerId = customer;
            draft.requester = row.person;
            draft.department = row.department;
            draft.fault = row.fault;
            draft.status = row.status;
            draft.assigneeId = {row.assignee};
            draft.priority = row.priority;
            draft.createdAt = draft.updatedAt = opened;
            draft.category = u"hardware"_s;
            draft.subcategory = u"power"_s;
            draft.categoryConfidence = 0.87;
            if (row.person == u"Efraín Solís"_s) {
                draft.equipmentType = u"laptop"_s;
                draft.faultDetail =
                    u"Se apaga al moverla. Con el cargador puesto el foco parpadea al mover el cable. Cargó toda la noche sin cambio."_s;
                draft.diagnosis =
                    u"Falso contacto en la entrada de corriente.\n1. Probar con otro cargador de 65 W\n2. Revisar juego del conector DC"_s;
            }
            const Ticket ticket = *core.tickets.insert(draft);
            const auto say = [&](Direction direction, Author author, const QString &text, int minutes,
                                 DeliveryState state, auto change) {
                Message message;
                message.customerId = customer;
                message.ticketId = ticket.id;
                message.direction = direction;
                message.author = author;
                message.wireId = u"EX%1"_s.arg(++wire);
                message.text = text;
                message.state = state;
                message.createdAt = opened + minutes * 60'000LL;
                change(message);
                return core.messages.insert(message)->id;
            };
            const auto same = [](Message &) {};
            const Author person{Author::Type::Customer, 0, row.person};
            const Author bot{Author::Type::Bot, 0, {}};
            const Author tech{Author::Type::Technician, 1, u"Daniela Ruiz"_s};
            for (int i = 0; i < row.unread; ++i)
                say(Direction::In, person, i == 0 ? row.fault : u"¿Alguien puede venir?"_s, i, DeliveryState::Received,
                    [](Message &message) { message.unread = true; });
            if (row.person != u"Efraín Solís"_s)
                continue;
            example = ticket.id;
            say(Direction::In, person, u"Buenos días, mi laptop se apaga cuando la muevo"_s, -1440,
                DeliveryState::Received, same);
            say(Direction::Out, bot, u"Hola, Efraín. ¿Qué número trae la etiqueta de activo fijo?"_s, -1439,
                DeliveryState::Read, same);
            QImage photo(640, 420, QImage::Format_RGB32);
            photo.fill(QColor(60, 66, 70));
            QPainter painter(&photo);
            painter.fillRect(180, 140, 280, 140, QColor(240, 238, 230));
            painter.setFont(QFont(u"Sans"_s, 30));
            painter.drawText(QRect(180, 140, 280, 140), Qt::AlignCenter, u"4521"_s);
            painter.end();
            QByteArray png;
            QBuffer buffer(&png);
            buffer.open(QIODevice::WriteOnly);
            photo.save(&buffer, "PNG");
            const AttachmentId picture = *core.attachments.add(png);
            say(Direction::In, person, u"creo que es la 4512"_s, 1, DeliveryState::Received, [&](Message &message) {
                message.kind = u"image"_s;
                message.attachmentId = picture;
            });
            const MessageId corrected = say(Direction::In, person, u"perdón, es la 4521"_s, 2, DeliveryState::Received,
                                            same);
            say(Direction::In, person, {}, 3, DeliveryState::Received, [](Message &message) {
                message.kind = u"audio"_s;
                message.fileState = FileState::Downloading;
                message.details = {
                    {u"media"_s, QJsonObject{{u"voice_note"_s, true}, {u"duration_s"_s, 18}, {u"size"_s, 41000}}}};
            });
            (void)core.tickets.addAudit(ticket.id, opened + 4 * 60'000, {Actor::Type::Bot, {}, {}}, u"status"_s, {},
                                        u"new"_s);
            (void)core.tickets.addAudit(ticket.id, opened + 5 * 60'000, daniela, u"status"_s, u"new"_s,
                                        u"diagnosing"_s);
            const MessageId asked = say(
                Direction::Out, tech,
                u"Hola, Efraín, soy Daniela. Por lo que cuentas es el conector de carga. ¿La puedes traer hoy antes de las 14:00?"_s,
                6, DeliveryState::Read, same);
            (void)NoteRepository(core.database)
                .add({.ticketId = ticket.id,
                      .authorId = {2},
                      .authorName = u"Óscar Medina"_s,
                      .text = u"Hay un conector DC de esa Dell en el cajón 4; lo apartamos para este folio."_s,
                      .createdAt = opened + 7 * 60'000});
            say(Direction::In, person, u"Sí, la llevo a las 12. ¿Me prestan otra mientras?"_s, 8,
                DeliveryState::Received, [&](Message &message) { message.quotedId = asked; });
            const MessageId yes = say(
                Direction::Out, tech,
                u"Sí, te apartamos una. Firma este formato al llegar: https://intranet.example/prestamo"_s, 9,
                DeliveryState::Delivered, same);
            say(Direction::In, person, u"👍"_s, 10, DeliveryState::Received, [&](Message &message) {
                message.kind = u"reaction"_s;
                message.targetId = yes;
            });
            say(Direction::In, person, u"perdón, es la 4521 (Dell 5420)"_s, 11, DeliveryState::Received,
                [&](Message &message) {
                    message.kind = u"edit"_s;
                    message.targetId = corrected;
                });
            const AttachmentId form = *core.attachments.add("%PDF-1.4 formato"_ba);
            say(Direction::Out, tech, {}, 12, DeliveryState::Refused, [&](Message &message) {
                message.kind = u"document"_s;
                message.attachmentId = form;
                message.cause = u"schema_invalid"_s;
                message.details = {
                    {u"media"_s, QJsonObject{{u"file_name"_s, u"Formato de préstamo.pdf"_s}, {u"size"_s, 214000}}}};
            });
            say(Direction::Out, tech, u"Te espero a las 12 en la ventanilla."_s, 13, DeliveryState::Queued, same);
            (void)core.conversation.setPaused(customer, true);
        }
        (void)core.live.record(u"settings"_s, 0);
        return example;
    });
}

} // namespace desk
