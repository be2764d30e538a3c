#pragma once

#include "core/customers/customermerge.h"
#include "ui/coregateway.h"
#include "ui/theme/theme.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QListView;
class QPushButton;

namespace desk::ui {

class CustomerListModel;

/// Two customers are one person: looks for the other one, shows what would go over, and merges them.
class MergeDialog : public QDialog
{
    Q_OBJECT

public:
    /// @param kept who stays.
    MergeDialog(CoreGateway &gateway, const Theme &theme, const Customer &kept, QWidget *parent = nullptr);

Q_SIGNALS:
    /// @param merge the id to undo it by.
    void merged(qint64 merge);

private:
    void choose(CustomerId other);
    void show(const CustomerMerge::Preview &preview);
    void merge();

    CoreGateway &m_gateway;
    Customer m_kept;
    CustomerId m_other;
    CustomerListModel *m_model;
    QLineEdit *m_search;
    QListView *m_list;
    QLabel *m_preview;
    QPushButton *m_merge;
};

} // namespace desk::ui
