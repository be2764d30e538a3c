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
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace desk::ui {

class FileStrip;
class TagEditor;

/// The right pane: what the ticket is, what the customer said about the device, its files, the customer's other tickets and what happened.
/// Values are changed where they stand.
class TicketDetails : public QScrollArea
{
    Q_OBJECT

public:
    TicketDetails(OpenTicket &ticket, CoreGateway &gateway, ImageStore &images, const Theme &theme,
                  QWidget *parent = nullptr);

    [[nodiscard]] SuggestionCard &suggestion() const { return *m_suggestion; }

Q_SIGNALS:
    /// What the customer should be asked or told, to be put into the composer.
    void questionWanted(const QString &question);
    void messageWanted(desk::MessageId message);
    void ticketWanted(desk::TicketId ticket);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    /// A value that is typed in: its field, and what it changes.
    struct Field
    {
        QString Ticket::*member;
        std::optional<QString> TicketPatch::*patch;
        QString name;     ///< in the audit trail
        QString question; ///< to ask for it
        QLineEdit *edit = nullptr;
        QWidget *ask = nullptr;
        QLabel *before = nullptr;
        QToolButton *source = nullptr;
    };
    [[nodiscard]] QVBoxLayout *addSection(const QString &title, QLabel **fact = nullptr, QLabel **heading = nullptr);
    void addListSections();
    void addTicketSection();
    void addDeviceSection();
    void addSuggestion();
    void addField(QGridLayout &grid, const QString &label, Field field);
    void update();
    void updateTicket();
    void updateDevice();
    void updateLists();
    void fillTickets(QVBoxLayout &layout, const QList<Ticket> &tickets);
    void fillHistory();
    /// Rows that are as they were are left alone: somebody may be on one of them.
    [[nodiscard]] bool isShown(const void *list, const QString &what);
    void showSource(QToolButton &button, const QString &field);
    void showHistory();
    void loadTags();
    void save(const Field &field);
    void saveAll();
    void change(const std::function<void(TicketPatch &)> &fill);

    OpenTicket &m_ticket;
    CoreGateway &m_gateway;
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
    QToolButton *m_equipmentSource = nullptr;
    TagEditor *m_tags = nullptr;
    QList<Field> m_fields;
    QLabel *m_opened = nullptr;
    QLabel *m_known = nullptr;
    QLabel *m_fileCount = nullptr;
    QLabel *m_fault = nullptr;
    FileStrip *m_files = nullptr;
    QLabel *m_noFiles = nullptr;
    QLabel *m_othersTitle = nullptr;
    QVBoxLayout *m_others = nullptr;
    QLabel *m_deviceTitle = nullptr;
    QWidget *m_deviceSection = nullptr;
    QVBoxLayout *m_sameDevice = nullptr;
    QVBoxLayout *m_history = nullptr;
    QPushButton *m_allHistory = nullptr;
    QHash<const void *, QString> m_shown; ///< see isShown()
};

} // namespace desk::ui
