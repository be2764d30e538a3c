#pragma once

#include "ui/chat/imagestore.h"
#include "ui/theme/theme.h"
#include "ui/tickets/openticket.h"
#include "ui/tickets/suggestioncard.h"

#include <QScrollArea>

class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QVBoxLayout;

namespace desk::ui {

/// The right pane: what the ticket is, what the customer said about the device, its files, the customer's other tickets and what happened.
/// Values are changed where they stand.
class TicketDetails : public QScrollArea
{
    Q_OBJECT

public:
    TicketDetails(CoreGateway &gateway, OpenTicket &ticket, ImageStore &images, const Theme &theme,
                  QWidget *parent = nullptr);

    [[nodiscard]] SuggestionCard &suggestion() const { return *m_suggestion; }

Q_SIGNALS:
    /// What the customer should be asked or told, to be put into the composer.
    void questionWanted(const QString &question);
    void messageWanted(desk::MessageId message);
    void ticketWanted(desk::TicketId ticket);

private:
    /// A value that is typed in: its field, and what it changes.
    struct Field
    {
        QString Ticket::*member;
        std::optional<QString> TicketPatch::*patch;
        QString question; ///< to ask for it; empty: it need not be there
        QLineEdit *edit = nullptr;
        QWidget *ask = nullptr;
    };
    [[nodiscard]] QVBoxLayout *addSection(const QString &title, QLabel **fact = nullptr);
    void addTicketSection();
    void addDeviceSection();
    void addSuggestion();
    void addField(QGridLayout &grid, const QString &label, Field field);
    void update();
    void updateTicket();
    void updateDevice();
    void updateFiles();
    void updateLists();
    void change(const std::function<void(TicketPatch &)> &fill);
    [[nodiscard]] QString historyLine(const AuditEntry &entry) const;

    OpenTicket &m_ticket;
    ImageStore &m_images;
    const Theme &m_theme;
    SuggestionCard *m_suggestion;
    QVBoxLayout *m_layout = nullptr;
    QList<QWidget *> m_sections;
    QComboBox *m_status = nullptr;
    QComboBox *m_assignee = nullptr;
    QComboBox *m_priority = nullptr;
    QComboBox *m_category = nullptr;
    QLabel *m_certainty = nullptr;
    QComboBox *m_equipment = nullptr;
    QList<Field> m_fields;
    QLabel *m_opened = nullptr;
    QLabel *m_known = nullptr;
    QLabel *m_fileCount = nullptr;
    QLabel *m_fault = nullptr;
    QVBoxLayout *m_files = nullptr;
    QVBoxLayout *m_others = nullptr;
    QVBoxLayout *m_history = nullptr;
};

} // namespace desk::ui
