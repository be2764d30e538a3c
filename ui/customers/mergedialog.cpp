#include "ui/customers/mergedialog.h"

#include "ui/customers/customerdelegate.h"
#include "ui/customers/customerlistmodel.h"
#include "ui/theme/deskstyle.h"
#include "ui/words.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk::ui {

MergeDialog::MergeDialog(CoreGateway &gateway, const Theme &theme, const Customer &kept, QWidget *parent)
    : QDialog(parent), m_gateway(gateway), m_kept(kept), m_model(new CustomerListModel(gateway, this)),
      m_search(new QLineEdit(this)), m_list(new QListView(this)), m_preview(new QLabel(this)),
      m_merge(new QPushButton(tr("Merge"), this))
{
    setWindowTitle(tr("Merge customers"));
    auto *introduction = new QLabel(
        tr("Who is the same person as %1? What is theirs goes over to %1. It can be undone.")
            .arg(CustomerListModel::nameOf(kept)),
        this);
    for (QLabel *label : {introduction, m_preview}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    m_search->setPlaceholderText(tr("Name, department or number"));
    m_search->setAccessibleName(tr("Search customers"));
    m_search->addAction(theme.icon(u"search"_s, Token::Text3), QLineEdit::LeadingPosition);
    m_search->setClearButtonEnabled(true);
    m_model->setExcluded(kept.id);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new CustomerDelegate(theme, m_list));
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setMouseTracking(true);
    m_list->setAccessibleName(tr("Customers"));
    m_preview->setText(tr("Choose a customer to see what goes over."));
    m_preview->setForegroundRole(QPalette::PlaceholderText);
    m_preview->setMinimumHeight(5 * fontMetrics().lineSpacing());
    m_preview->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    buttonrole::give(m_merge, buttonrole::primary);
    m_merge->setEnabled(false);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    buttons->addButton(m_merge, QDialogButtonBox::ActionRole);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(8);
    layout->addWidget(introduction);
    layout->addWidget(m_search);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_preview);
    layout->addWidget(buttons);
    resize(460, 520);

    auto *pause = new QTimer(this);
    pause->setSingleShot(true);
    connect(m_search, &QLineEdit::textChanged, pause, [pause] { pause->start(60ms); });
    connect(pause, &QTimer::timeout, this, [this] { m_model->setFilter(m_search->text().trimmed()); });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &current) {
        if (const CustomerLine *line = m_model->lineAt(current.row()))
            choose(line->customer.id);
    });
    connect(m_merge, &QPushButton::clicked, this, &MergeDialog::merge);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_model->reload();
}

void MergeDialog::choose(CustomerId other)
{
    m_other = other;
    m_merge->setEnabled(false);
    auto preview = m_gateway.ask<CustomerMerge::Preview>(
        [kept = m_kept.id, other](DeskServices &services) { return services.merges.preview(kept, other); });
    onReply(preview, this, [this, other](const Result<CustomerMerge::Preview> &answer) {
        if (other != m_other)
            return;
        if (!answer)
            return m_preview->setText(Words::of(answer.error()));
        show(*answer);
        m_merge->setEnabled(true);
        m_merge->setDefault(true);
    });
}

void MergeDialog::show(const CustomerMerge::Preview &preview)
{
    QStringList moved{tr("%n tickets", nullptr, preview.tickets), tr("%n messages", nullptr, preview.messages)};
    QStringList phones;
    for (const QString &address : preview.addresses) {
        if (const QString phone = IdentityResolver::phoneOf(address); !phone.isEmpty())
            phones << Words::maskedPhone(phone);
    }
    if (!phones.isEmpty())
        moved << tr("the number %1").arg(phones.join(u", "_s));
    QStringList lines{tr("From %1 to %2 go: %3.")
                          .arg(CustomerListModel::nameOf(preview.gone), CustomerListModel::nameOf(preview.kept),
                               moved.join(u", "_s))};
    if (!preview.gone.notes.isEmpty() && !preview.kept.notes.isEmpty())
        lines << tr("Both have notes: they are kept one below the other.");
    if (preview.gone.optOut || preview.kept.optOut)
        lines << tr("One of them wants no messages: that will hold for both.");
    m_preview->setText(lines.join(u'\n'));
    m_preview->setForegroundRole(QPalette::WindowText);
}

void MergeDialog::merge()
{
    m_merge->setEnabled(false);
    auto merge = m_gateway.ask<qint64>(
        [kept = m_kept.id, gone = m_other, actor = m_gateway.actor()](DeskServices &services) -> Result<qint64> {
            auto id = services.merges.merge(kept, gone, actor);
            if (id)
                services.conversation.schedule(); // what waited for the other one
            return id;
        });
    onReply(merge, this, [this](const Result<qint64> &answer) {
        if (!answer) {
            m_preview->setText(Words::of(answer.error()));
            return m_merge->setEnabled(true);
        }
        Q_EMIT merged(*answer);
        accept();
    });
}

} // namespace desk::ui
